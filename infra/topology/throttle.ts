/** How many requests a second API Gateway lets through on average, and how many at once. */
export type Throttle = { rateLimit: number; burstLimit: number };

/** All routes of the newsroom together: far above what it needs, far below what a flood would cost. */
export const newsroomThrottle: Throttle = { rateLimit: 100, burstLimit: 200 };

/** Each route that is open to anybody, by itself: a flood of one leaves the newsroom and the others alone. */
export const openThrottle: Throttle = { rateLimit: 50, burstLimit: 100 };
