import type { Command } from './command.ts';
import { activity } from './commands/activity.ts';
import { approve } from './commands/approve.ts';
import { authors } from './commands/authors.ts';
import { correct } from './commands/correct.ts';
import { diff } from './commands/diff.ts';
import { edit } from './commands/edit.ts';
import { helpCommand } from './commands/help.ts';
import { history } from './commands/history.ts';
import { kill } from './commands/kill.ts';
import { lint } from './commands/lint.ts';
import { lists } from './commands/lists.ts';
import { login } from './commands/login.ts';
import { preview } from './commands/preview.ts';
import { publishAt } from './commands/publish-at.ts';
import { redirects } from './commands/redirects.ts';
import { restore } from './commands/restore.ts';
import { retract } from './commands/retract.ts';
import { sendBack } from './commands/return.ts';
import { show } from './commands/show.ts';
import { spike } from './commands/spike.ts';
import { submit } from './commands/submit.ts';
import { unschedule } from './commands/unschedule.ts';
import { whoami } from './commands/whoami.ts';

/** Every command, in the order of the help. */
export const commands: Record<string, Command> = {
  submit,
  edit,
  lists,
  show,
  lint,
  diff,
  preview,
  history,
  activity,
  approve,
  'publish-at': publishAt,
  unschedule,
  return: sendBack,
  spike,
  correct,
  restore,
  retract,
  kill,
  authors,
  redirects,
  login,
  whoami,
  help: helpCommand(() => commands),
};
