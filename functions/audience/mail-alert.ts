import { Alert } from '../../shared/audience/alert.ts';
import { mailAlert } from '../../shared/audience/mailing-store.ts';
import { inbox } from '../../shared/lambda/subscriber.ts';

export const handler = inbox((body, at) => mailAlert(Alert.parse(body), at));
