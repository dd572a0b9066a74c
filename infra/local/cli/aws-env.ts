import { region } from 'embedded-aws';
import { findInstance } from './instance.ts';
import { command, Mistake, options } from './options.ts';

const services = ['DYNAMODB', 'DYNAMODB_STREAMS', 'S3', 'SNS', 'SQS', 'SESV2', 'CLOUDFRONT'];

/**
 * Prints the environment for any AWS SDK or CLI to reach the running instance as its operator: `eval "$(npm run -s
 * aws-env)"`.
 */
await command(async () => {
  const { port, data } = options({});
  const { awsPort, operator } = await findInstance({ port, data });
  const url = `http://127.0.0.1:${awsPort}`;
  await fetch(url).catch(() => {
    throw new Mistake('The instance is not running; run npm start first');
  });
  const variables = {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: operator.accessKeyId,
    AWS_SECRET_ACCESS_KEY: operator.secretAccessKey,
    AWS_ENDPOINT_URL: url,
    ...Object.fromEntries(services.map((service) => [`AWS_ENDPOINT_URL_${service}`, url])),
  };
  for (const [name, value] of Object.entries(variables)) console.log(`export ${name}=${value}`);
});
