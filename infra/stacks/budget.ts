import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/**
 * Tells by mail when the account has spent four fifths of a stage's dollars in a month, and when it is going to spend them
 * all. Of the whole account: spending can be told apart by tag only where somebody has switched that on in its billing.
 */
export class Budget extends Construct {
  constructor(scope: Construct, id: string, { alarmEmail, budget }: Stage) {
    super(scope, id);
    if (!alarmEmail || !budget) return;
    const tell = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notification: {
        ...{ notificationType, threshold, thresholdType: 'PERCENTAGE' },
        comparisonOperator: 'GREATER_THAN',
      },
      subscribers: [{ subscriptionType: 'EMAIL', address: alarmEmail }],
    });
    new CfnBudget(this, 'Month', {
      budget: { budgetType: 'COST', timeUnit: 'MONTHLY', budgetLimit: { amount: budget, unit: 'USD' } },
      notificationsWithSubscribers: [tell('ACTUAL', 80), tell('FORECASTED', 100)],
    });
  }
}
