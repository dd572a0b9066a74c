import { findLive } from '../../shared/articles/live-store.ts';
import { Alert } from '../../shared/audience/alert.ts';
import { sendAlert } from '../../shared/audience/send-alert.ts';
import { inbox } from '../../shared/lambda/inbox.ts';

export const handler = inbox(async (body, at) => {
  const alert = Alert.parse(body);
  await sendAlert(alert, () => findLive(alert.articleId), at);
});
