import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../desk/cli/commands.ts';
import { iconFolder } from '../infra/build/icons.ts';
import { generated, weighed } from '../infra/docs/docs.ts';
import { drawnIcons } from '../infra/docs/draw-icons.ts';

const root = new URL('..', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');
const docs = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'infra/embedded-aws/README.md',
  ...filesIn('docs'),
];

function filesIn(folder: string): string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}/${file}`);
}

const linksIn = (text: string) =>
  [...text.replace(/(`+)[\s\S]*?\1/g, '').matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, to = '']) => to);

describe('the docs', () => {
  it.each(docs)('%s links to what is there', (file) => {
    const broken = linksIn(read(file)).filter(
      (to) => !to.startsWith('https://') && !existsSync(new URL(to, new URL(file, root))),
    );
    expect(broken).toEqual([]);
  });

  it('find a link that leads nowhere', () => {
    expect(linksIn('[x](nowhere.md) [y](README.md#top)')).toEqual(['nowhere.md', 'README.md']);
  });

  it('name only commands that exist', () => {
    const scripts = ['package.json', 'infra/embedded-aws/package.json'].flatMap((file) =>
      Object.keys((JSON.parse(read(file)) as { scripts: object }).scripts),
    );
    const named = docs.flatMap((file) =>
      [...read(file).matchAll(/npm run (?:-s )?([\w-]+)/g)].map(([, name = '']) => name),
    );
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(3);
  });

  it('that are generated are current: npm run docs', async () => {
    for (const [name, text] of Object.entries(await generated()))
      expect(read(`docs/${name}`), name).toBe(text);
    expect(read('docs/bundles.md')).toBe(await weighed());
    for (const [name, icon] of await drawnIcons())
      expect(readFileSync(new URL(name, iconFolder)).equals(icon), name).toBe(true);
  });

  it('name every command of the command line', () => {
    const page = read('docs/cli.md');
    expect(Object.keys(commands).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('let no test and no package but CDK’s command, in the version of the lock, run where the rights to deploy are', () => {
    const [, recipe = ''] = /```yaml\n(on:[\s\S]*?)```/.exec(read('docs/deploy.md')) ?? [];
    type Job = { needs?: string; permissions?: object; steps: { uses?: string; run?: string }[] };
    const { permissions, jobs } = parse(recipe) as { permissions: object; jobs: Record<string, Job> };
    expect(permissions).toEqual({ contents: 'read' });
    const trusted = Object.values(jobs).filter((job) =>
      JSON.stringify(job.permissions)?.includes('id-token'),
    );
    expect(trusted).toMatchObject([{ needs: 'test', environment: 'prod' }]);
    const { devDependencies } = JSON.parse(read('package.json')) as {
      devDependencies: Record<string, string>;
    };
    expect(trusted[0]?.steps.flatMap(({ run }) => (run ? [run] : []))).toEqual([
      'tar xzf stacks.tgz',
      `npx --yes aws-cdk@${devDependencies['aws-cdk']} deploy --app stacks --all --require-approval never`,
    ]);
    expect(jobs.test?.steps.flatMap(({ run }) => run ?? [])).toContain('.ci/run');
    expect(JSON.stringify(jobs.test)).not.toContain('configure-aws-credentials');
  });

  it('open with the two commands', () => {
    expect(read('README.md').split('\n').slice(0, 6).join('\n')).toMatch(/npm start.*\nnpm test/);
  });
});
