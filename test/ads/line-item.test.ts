import { describe, expect, it } from 'vitest';
import { Role, system } from '../../shared/actor.ts';
import {
  Booking,
  clear,
  create,
  destinationOf,
  edit,
  end,
  LineItem,
  loseCreative,
  pause,
  resume,
  sizeFor,
} from '../../shared/ads/line-item.ts';
import { LineItemState, steps } from '../../shared/ads/workflow.ts';
import { aBooking, aLineItem, anAsset, at, salma } from './a-line-item.ts';

const booking = Booking.parse(aBooking());

/** Each step as it is taken on a line item. */
const take = {
  edit: (item: LineItem, actor = salma) => edit(item, booking, actor),
  clear: (item: LineItem, actor = salma) => clear(item, anAsset(), actor),
  pause: (item: LineItem, actor = salma) => pause(item, actor),
  resume: (item: LineItem, actor = salma) => resume(item, anAsset(), actor),
  end: (item: LineItem, actor = salma) => end(item, actor),
};
type Taken = keyof typeof take;
const names = Object.keys(take) as Taken[];

const codeOf = (work: () => unknown) => {
  try {
    work();
    return 'done';
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('a line item', () => {
  it.each(names.flatMap((name) => LineItemState.options.map((state) => ({ name, state }))))(
    '$name from $state is as the table says',
    ({ name, state }) => {
      const may = (steps[name].from as readonly string[]).includes(state);
      expect(codeOf(() => take[name](aLineItem({ state })))).toBe(may ? 'done' : 'wrong-state');
    },
  );

  it.each(names)('%s leaves the state, the version and the fact of its row', (name) => {
    const [state = 'draft'] = steps[name].from;
    const { lineItem, facts } = take[name](aLineItem({ state, version: 7 }));
    expect(lineItem).toMatchObject({ state: steps[name].to, version: 8 });
    expect(facts).toEqual([
      { type: steps[name].fact, data: { lineItemId: 'ad_000000000000', slot: 'text' } },
    ]);
  });

  it.each(names)('%s is for ad managers alone', (name) => {
    const [state = 'draft'] = steps[name].from;
    for (const role of Role.options.filter((one) => one !== 'ad-manager'))
      expect(codeOf(() => take[name](aLineItem({ state }), { ...salma, roles: [role] }))).toBe('forbidden');
  });

  it('is ended by the clock as well', () => {
    expect(end(aLineItem({ state: 'paused' }), system('clock', at)).lineItem.endedAt).toBe(at);
  });

  it('is a draft when it is booked, and again when it is edited', () => {
    expect(create('ad_000000000000', booking, salma).lineItem).toMatchObject({ state: 'draft', version: 1 });
    const { lineItem } = edit(
      aLineItem({ state: 'cleared', size: '300x250', kind: 'image' }),
      booking,
      salma,
    );
    expect(lineItem.state).toBe('draft');
    expect(lineItem.size).toBeUndefined();
  });

  it('stays its advertiser’s once readers could see it: reports are theirs', () => {
    const other = { ...booking, advertiser: 'অন্য কেউ' };
    const seen = clear(aLineItem(), anAsset(), salma).lineItem;
    expect(codeOf(() => edit(seen, other, salma))).toBe('invalid-input');
    const { lineItem } = edit(seen, { ...booking, weight: 3 }, salma);
    expect(codeOf(() => edit(lineItem, other, salma))).toBe('invalid-input');
    expect(codeOf(() => edit(aLineItem(), other, salma))).toBe('done');
  });

  it('in a slot that is sold no more can be paused and ended, and is not cleared again', () => {
    const old = LineItem.parse({
      ...aLineItem({ state: 'cleared' }),
      slot: 'roof',
      size: '88x31',
      sections: ['gone'],
    });
    expect(pause(old, salma).lineItem.state).toBe('paused');
    expect(end(old, salma).lineItem.state).toBe('ended');
    const draft = { ...old, state: 'draft' as const };
    expect(codeOf(() => clear(draft, anAsset(), salma))).toBe('invalid-input');
  });
});

describe('a withdrawn creative', () => {
  const clock = system('media', at);
  const withdrawal = { by: 'parveen', at, reason: 'ছবিটি অন্যের' };
  const gone = { ...anAsset({ state: 'withdrawn' }), withdrawal };

  it.each(LineItemState.options)('makes a draft of a line item that was %s, unless it is over', (state) => {
    const take = () => loseCreative(aLineItem({ state, version: 7 }), gone, clock);
    if (state === 'ended') return expect(codeOf(take)).toBe('wrong-state');
    const { lineItem, facts } = take();
    expect(lineItem).toMatchObject({
      ...{ state: 'draft', version: 8, withdrawal: { asset: gone.id, ...withdrawal } },
    });
    expect(facts).toMatchObject([
      { type: 'line-item.creative-withdrawn', data: { assetId: gone.id, reason: withdrawal.reason } },
    ]);
  });

  it('is taken from a line item by nobody who has a token', () => {
    for (const role of Role.options)
      expect(codeOf(() => loseCreative(aLineItem(), gone, { ...salma, roles: [role] }))).toBe('forbidden');
  });

  it('can be cleared and resumed no more; another one can', () => {
    const { lineItem } = loseCreative(aLineItem({ state: 'cleared' }), gone, clock);
    expect(codeOf(() => clear(lineItem, gone, salma))).toBe('invalid-input');
    expect(codeOf(() => resume(aLineItem({ state: 'paused' }), gone, salma))).toBe('invalid-input');
    const other = { ...booking, creative: { ...booking.creative, asset: 'ast_000000000001' } };
    const { lineItem: edited, left } = edit(lineItem, other, salma);
    expect([edited.withdrawal, left]).toEqual([undefined, gone.id]);
    expect(codeOf(() => clear(edited, anAsset({ id: 'ast_000000000001' }), salma))).toBe('done');
  });
});

describe('clearing', () => {
  const refused = (asset: Parameters<typeof clear>[1], item = aLineItem(), actor = salma) => {
    try {
      clear(item, asset, actor);
      return [];
    } catch (error) {
      return (error as { extension: { errors: { pointer: string }[] } }).extension.errors.map(
        ({ pointer }) => pointer,
      );
    }
  };

  it('notes the size and the kind of the creative', () => {
    expect(clear(aLineItem(), anAsset(), salma).lineItem).toMatchObject({ size: '300x250', kind: 'image' });
  });

  it('refuses a creative that is not there, not checked, refused, or of a wrong size', () => {
    for (const asset of [
      undefined,
      anAsset({ state: 'waiting', width: undefined, height: undefined }),
      anAsset({ state: 'refused', reason: 'holds no image' }),
      anAsset({ width: 301 }),
    ])
      expect(refused(asset)).toEqual(['/creative/asset']);
  });

  it('refuses a flight that is over, and tells it with the rest', () => {
    const late = { ...salma, at: '2026-12-01T00:00:00.000Z' };
    expect(refused(anAsset({ width: 5 }), aLineItem(), late)).toEqual(['/flight/until', '/creative/asset']);
    expect(refused(anAsset(), aLineItem(), { ...salma, at: '2026-11-30T17:59:59.999Z' })).toEqual([]);
    expect(refused(anAsset(), aLineItem(), { ...salma, at: '2026-11-30T18:00:00.000Z' })).toEqual([
      '/flight/until',
    ]);
  });
});

describe('a creative', () => {
  it.each([
    ['text', 300, 250, '300x250'],
    ['text', 600, 500, '300x250'],
    ['text', 300, 600, undefined],
    ['text', 900, 750, undefined],
    ['side', 300, 600, '300x600'],
    ['leaderboard', 728, 90, '728x90'],
    ['leaderboard', 640, 100, '320x50'],
    ['billboard', 970, 250, '970x250'],
    ['billboard', 728, 90, undefined],
  ] as const)('for %s of %i×%i has the size %s', (slot, width, height, size) => {
    expect(sizeFor(slot, anAsset({ width, height }))).toBe(size);
  });

  it('of HTML is drawn to the pixel', () => {
    expect(sizeFor('text', anAsset({ kind: 'html', width: 600, height: 500 }))).toBeUndefined();
  });
});

describe('a click', () => {
  const open = { from: '2026-11-24T00:00:00.000Z', until: '2026-11-25T00:00:00.000Z' };
  const leads = (differences: Partial<LineItem>, when: string) =>
    codeOf(() => destinationOf(aLineItem({ flight: open, ...differences }), when));

  it('leads to what was booked', () => {
    expect(destinationOf(aLineItem({ state: 'cleared', flight: open }), at)).toBe(
      'https://university.example/admission',
    );
  });

  it('of a line item that was taken down leads nowhere, also once its flight is over', () => {
    const clock = system('clock', '2026-11-25T00:00:30.000Z');
    const leadsFrom = (state: LineItem['state'], actor = clock) =>
      codeOf(() =>
        destinationOf(end(aLineItem({ state, flight: open }), actor).lineItem, '2026-11-25T01:00:00.000Z'),
      );
    expect(leadsFrom('cleared')).toBe('done');
    expect(leadsFrom('paused')).toBe('not-found');
    expect(leadsFrom('cleared', { ...salma, at: clock.at })).toBe('not-found');
  });

  it('leads nowhere before the flight, from a draft, while paused, or once it was ended by hand', () => {
    expect(leads({ state: 'cleared' }, '2026-11-23T23:59:59.999Z')).toBe('not-found');
    expect(leads({ state: 'draft' }, at)).toBe('not-found');
    expect(leads({ state: 'paused' }, at)).toBe('not-found');
    expect(leads({ state: 'ended', endedAt: at, isTakenDown: true }, at)).toBe('not-found');
  });

  it('leads on in a flight that has no end in sight', () => {
    const endless = { from: '2026-11-24T00:00:00.000Z', until: '9999-12-31T23:59:59.999Z' };
    expect(leads({ state: 'cleared', flight: endless }, at)).toBe('done');
  });

  it('leads on for a day from a page that was open when the flight ended', () => {
    const ended = { state: 'ended', endedAt: '2026-11-25T00:00:30.000Z' } as const;
    expect(leads(ended, '2026-11-25T23:59:59.999Z')).toBe('done');
    expect(leads(ended, '2026-11-26T00:00:00.000Z')).toBe('not-found');
  });
});

describe('a booking', () => {
  const pointers = (differences: Record<string, unknown>) =>
    Booking.safeParse(aBooking(differences)).error?.issues.map(({ path }) => path.join('/')) ?? [];
  const withUrl = (url: string) => pointers({ creative: { ...aBooking().creative, url } });

  it.each([
    'http://university.example/',
    'javascript:alert(1)',
    'mailto:a@b.example',
    '//university.example',
    'https://',
    'https:university.example',
    'https://user:secret@university.example/',
    'https://localhost/',
    'https://university.example\\@evil.example/',
    'https://univer sity.example/',
    ' https://university.example/',
    'https://university.example/\nLocation: x',
    'data:text/html,x',
    '',
  ])('does not lead to %j', (url) => {
    expect(withUrl(url)).toEqual(['creative/url']);
  });

  it('does not lead where no answer reaches: a Bengali letter is sent as nine characters', () => {
    expect(withUrl(`https://u.example/${'ক'.repeat(220)}`)).toEqual([]);
    expect(withUrl(`https://u.example/${'ক'.repeat(221)}`)).toEqual(['creative/url']);
  });

  it.each(['https://university.example', 'https://ভর্তি.বাংলা/পথ?ক=খ#গ', 'HTTPS://U.example/?a=https://b'])(
    'leads to %j',
    (url) => {
      expect(withUrl(url)).toEqual([]);
    },
  );

  it('tells everything that is wrong at once', () => {
    const wrong = {
      advertiser: ' ',
      slot: 'roof',
      flight: { from: '2026-11-24T00:00:00Z', until: '2026-11-23T00:00:00Z' },
      creative: { asset: 'ast_1', alt: '', url: 'http://x.example' },
      weight: 0,
      priority: 'first',
      sections: ['weather'],
      cap: { views: 0, hours: 1 },
    };
    expect(pointers(wrong).sort()).toEqual([
      'advertiser',
      'cap/views',
      'creative/alt',
      'creative/url',
      'flight/until',
      'priority',
      'sections/0',
      'slot',
      'weight',
    ]);
  });

  it('needs a zone with its instants, and keeps them in UTC', () => {
    expect(pointers({ flight: { from: '2026-11-24T00:00:00', until: '2026-11-25' } })).toEqual([
      'flight/from',
      'flight/until',
    ]);
    expect(Booking.parse(aBooking()).flight.from).toBe('2026-11-23T18:00:00.000Z');
  });
});
