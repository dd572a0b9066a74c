/** Routes that go on while a newsroom is read-only though they are no GET, and why. Every other is refused. */
const goingOn: Readonly<Record<string, string>> = {
  'PUT /api/newsroom/read-only': 'it ends it',
  'POST /api/subscriptions/unsubscribe':
    'to leave is a reader’s right, and a mail program says “unsubscribed” whatever is answered',
  'POST /api/subscriptions/wish': 'it only shows',
  'POST /api/subscriptions/preferences': 'it only shows',
  'POST /api/readers/export': 'it only shows',
  'POST /api/facts/replay': 'it announces what was saved before, as a restore has to',
  'ANY /api/{path+}': 'it refuses everything by itself',
};

/** Whether requests of a route (`POST /api/articles`) are refused while the newsroom is read-only. */
export const isRefusedReadOnly = (route: string) =>
  !/^(?:GET|HEAD) /.test(route) && !Object.hasOwn(goingOn, route);
