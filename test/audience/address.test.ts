import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Address, domainOf, mailboxOf } from '../../shared/audience/address.ts';

describe('an address', () => {
  it.each([
    ['a@b.example', 'a@b.example'],
    ['  Rumana.K@Khobor.Example ', 'Rumana.K@khobor.example'],
    ["o'neil+news@b.example", "o'neil+news@b.example"],
    ['a@পাঠক.বাংলা', 'a@xn--p5bv3azf.xn--54b7fta0cc'],
    ['a@mail.b-c.example', 'a@mail.b-c.example'],
  ])('%j is written %j', (typed, written) => {
    expect(Address.parse(typed)).toBe(written);
  });

  it.each([
    ...['=?utf-8?q?vi=63tim?=@gmail.com', 'sales%40x@relay.example'],
    ...['', 'nobody', 'a@', '@b.example', 'a@b', 'a@b@c.example', 'a b@c.example', 'a@b..example'],
    ...[
      '"a b"@c.example',
      'a(x)@b.example',
      'a@b.example\r\nBcc: c@d.example',
      'a@b.example\0',
      '.a@b.example',
    ],
    ...[
      'a.@b.example',
      'a..b@c.example',
      'পাঠক@b.example',
      'a@127.0.0.1',
      'a@[127.0.0.1]',
      'a@1.2',
      'a@0x7f.1',
    ],
    ...['a@b.example/path', 'a@b.example:80', 'a@user:x@b.example', 'a@b%2eexample.com', 'a@-b.example'],
    ...[
      'ａ@b.example',
      'a@ｂ.example',
      'a@b。example',
      `${'a'.repeat(65)}@b.example`,
      `a@${'b.'.repeat(130)}example`,
    ],
    ...['a,b@c.example', 'a;b@c.example', '<a@b.example>', 'a@b.example, c@d.example'],
  ])('%j is none', (typed) => {
    expect(Address.safeParse(typed).success).toBe(false);
  });

  it('as written is one that SES takes, whatever was typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary', maxLength: 300 })), (typed) => {
        const { data } = Address.safeParse(typed);
        if (data === undefined) return;
        expect(data).toMatch(/^[!-?A-~]{1,64}@[a-z0-9.-]{1,252}$/);
        expect(Address.parse(data)).toBe(data);
      }),
    );
  });
});

describe('a mailbox', () => {
  it.each([
    'rumana.k@gmail.com',
    'RumanaK@gmail.com',
    'r.u.m.a.n.a.k+sport@gmail.com',
    'rumanak+a+b@googlemail.com',
  ])('is the same for %s', (address) => {
    expect(mailboxOf(address)).toBe('rumanak@gmail.com');
  });

  it.each([
    ['ru.mana-k@proton.me', 'rumanak@proton.me'],
    ['Ru_Mana.K+a@protonmail.com', 'rumanak@proton.me'],
    ['rumana-k@pm.me', 'rumanak@proton.me'],
    ['rumana@ya.ru', 'rumana@yandex.ru'],
    ['rumana+a@yandex.com', 'rumana@yandex.ru'],
    ['rumana@yandex.com.tr', 'rumana@yandex.ru'],
    ['shop@rumana.fastmail.com', 'rumana@fastmail.com'],
    ['other@ru-mana.fastmail.fm', 'ru-mana@fastmail.fm'],
    ['ru_mana+a@fastmail.fm', 'ru-mana@fastmail.fm'],
    ['a@b.khobor.example', 'a@b.khobor.example'],
    ['a@yandex.example', 'a@yandex.example'],
    ['_@proton.me', '_@proton.me'],
  ])('is the same by the rules of its provider: %s', (address, mailbox) => {
    expect(mailboxOf(address)).toBe(mailbox);
  });

  it('is another with other dots, where dots count', () => {
    expect(mailboxOf('a.b+x@khobor.example')).toBe('a.b@khobor.example');
    expect(mailboxOf('a.b@khobor.example')).not.toBe(mailboxOf('ab@khobor.example'));
    expect(mailboxOf('+a@khobor.example')).toBe('+a@khobor.example');
  });

  it('of a mailbox is itself', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (typed) => {
        const { data } = Address.safeParse(typed);
        if (data === undefined) return;
        expect(mailboxOf(mailboxOf(data))).toBe(mailboxOf(data));
        expect(domainOf(mailboxOf(data))).not.toBe('');
      }),
    );
  });
});
