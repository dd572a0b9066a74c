import { findLive } from '../../shared/articles/article-store.ts';
import { Alert } from '../../shared/audience/alert.ts';
import { mailAlert } from '../../shared/audience/mailing-store.ts';
import { inbox } from '../../shared/lambda/subscriber.ts';

export const handler = inbox(async (body, at) => {
  const alert = Alert.parse(body);
  await mailAlert(alert, () => findLive(alert.articleId), at);
});
