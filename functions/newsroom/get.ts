import * as z from 'zod';
import { Role } from '../../shared/actor.ts';
import { mostWorking } from '../../shared/articles/working.ts';
import { answerUnlessKnown } from '../../shared/lambda/answer-unless-known.ts';
import { maxBody } from '../../shared/lambda/request-body.ts';
import { api } from '../../shared/lambda/route.ts';
import { AlertLevel, newsroom, Section, sections } from '../../shared/newsroom.ts';

const Newsroom = z.object({
  name: z.string(),
  timeZone: z.string(),
  /** In the order of the navigation. */
  sections: z.array(z.object({ section: Section, name: z.string() })),
  alerts: z.array(AlertLevel),
  embeds: z.array(z.object({ provider: z.string(), name: z.string() })),
  /** In bytes: of a request, and of what is kept unsaved of an article. */
  limits: z.object({ request: z.int(), working: z.int() }),
  /** The caller: the account that records name, the user name, and the roles of the token. */
  me: z.object({ id: z.string(), name: z.string(), roles: z.array(Role) }),
});

export const handler = api(
  Role.options,
  {
    summary: 'The newsroom as a desk has to know it, and the caller',
    input: z.strictObject({}),
    output: Newsroom,
    unlessKnown: answerUnlessKnown,
  },
  async (_input, { by: id, name, roles }) => ({
    name: newsroom.name,
    timeZone: newsroom.timeZone,
    sections: sections.map((section) => ({ section, name: newsroom.sections[section] })),
    alerts: [...AlertLevel.options],
    embeds: Object.entries(newsroom.embeds).map(([provider, { name: called }]) => ({
      provider,
      name: called,
    })),
    limits: { request: maxBody, working: mostWorking },
    me: { id, name, roles: Role.options.filter((role) => roles.includes(role)) },
  }),
);
