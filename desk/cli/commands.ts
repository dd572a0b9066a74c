import type { Command } from './command.ts';
import { activity } from './commands/activity.ts';
import { alert } from './commands/alert.ts';
import { approve } from './commands/approve.ts';
import { assign } from './commands/assign.ts';
import { authors } from './commands/authors.ts';
import { backdate } from './commands/backdate.ts';
import { breaking } from './commands/breaking.ts';
import { comment, comments, resolve } from './commands/comments.ts';
import { correct, update } from './commands/correct.ts';
import { diff } from './commands/diff.ts';
import { edit } from './commands/edit.ts';
import { expireAt } from './commands/expire-at.ts';
import { facts } from './commands/facts.ts';
import { find } from './commands/find.ts';
import { helpCommand } from './commands/help.ts';
import { history } from './commands/history.ts';
import { kill } from './commands/kill.ts';
import { lint } from './commands/lint.ts';
import { lists } from './commands/lists.ts';
import { login } from './commands/login.ts';
import { mailings } from './commands/mailings.ts';
import { media } from './commands/media.ts';
import { preview } from './commands/preview.ts';
import { publishAt } from './commands/publish-at.ts';
import { publishNow } from './commands/publish-now.ts';
import { readOnly } from './commands/read-only.ts';
import { readers } from './commands/readers.ts';
import { redirects } from './commands/redirects.ts';
import { reinstate } from './commands/reinstate.ts';
import { render } from './commands/render.ts';
import { restore } from './commands/restore.ts';
import { retract } from './commands/retract.ts';
import { sendBack } from './commands/return.ts';
import { reword } from './commands/reword.ts';
import { show } from './commands/show.ts';
import { spike } from './commands/spike.ts';
import { submit } from './commands/submit.ts';
import { unpublish } from './commands/unpublish.ts';
import { unschedule } from './commands/unschedule.ts';
import { unspike } from './commands/unspike.ts';
import { upload } from './commands/upload.ts';
import { weigh } from './commands/weigh.ts';
import { whoami } from './commands/whoami.ts';

/** Every command, in the order of the help. */
export const commands: Record<string, Command> = {
  submit,
  edit,
  lists,
  find,
  show,
  lint,
  diff,
  preview,
  history,
  activity,
  approve,
  'publish-at': publishAt,
  'publish-now': publishNow,
  'expire-at': expireAt,
  unschedule,
  return: sendBack,
  render,
  comments,
  comment,
  resolve,
  assign,
  spike,
  unspike,
  correct,
  update,
  reword,
  restore,
  unpublish,
  upload,
  media,
  weigh,
  breaking,
  alert,
  retract,
  reinstate,
  kill,
  authors,
  backdate,
  redirects,
  facts,
  mailings,
  readers,
  'read-only': readOnly,
  login,
  whoami,
  help: helpCommand(() => commands),
};
