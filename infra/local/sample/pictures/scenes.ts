import { boat, house, land, many, palm, person, picture, ripples, shade, sun, treeline } from './drawing.ts';

/** The pictures of the sample newsroom, by name: what each draws, as SVG. Nothing in them is taken from anywhere. */
export const scenes = {
  flood: () =>
    picture(
      [
        shade(0, 600, '#6f7f8f', '#b9b6a8', '#e6d6b3'),
        treeline(560, 34, '#5b6a5c', 3),
        shade(560, 507, '#a39a7c', '#6f6a55', '#4a4a40'),
        ripples(570, 1060, '#d9cfae', 5),
        house(980, 700, 300, '#8b6f4e', '#5b6670'),
        shade(690, 40, '#8d866c', '#857e66'),
        ripples(690, 760, '#d9cfae', 9, 40),
        ...[180, 300, 1380, 1480].map((x, at) => palm(x, 640 + at * 12, 300, '#2f3b33', at + 2)),
        boat(560, 820, 330, '#26221e'),
        boat(240, 650, 130, '#332e28'),
        ...[470, 520, 590, 640].map((x, at) =>
          person(x, 800, 120, '#2a2320', ['#a33a2a', '#d3a24a', '#33617c', '#7c4a6e'][at], 0),
        ),
      ],
      11,
    ),
  school: () =>
    picture(
      [
        shade(0, 760, '#0d1530', '#1d2f5c', '#4a5380'),
        many(
          140,
          8,
          (next) =>
            `<circle cx="${next() * 1600}" cy="${next() * 600}" r="${0.6 + next() * 1.8}" fill="#fff" opacity="${0.3 + next() * 0.7}"/>`,
        ),
        sun(1320, 170, 42, '#f4efd8'),
        treeline(720, 40, '#101a2b', 2),
        land(760, 30, '#17213a', 4),
        house(430, 800, 720, '#3a4160', '#222a44', '#ffd98a'),
        '<path d="M1230 800V330M1230 360H1600M1230 400H1600M430 470L1230 365" stroke="#0b1020" stroke-width="7" fill="none"/>',
        '<path d="M470 800L300 1067H1300L1110 800Z" fill="#ffd98a" opacity=".16"/>',
        ...[560, 640, 760, 850, 930, 1010].map((x, at) =>
          person(
            x,
            900 + (at % 3) * 34,
            120 + (at % 2) * 18,
            '#161d33',
            ['#c96f4a', '#4f87a8', '#d9c06a'][at % 3],
            at % 2 ? 6 : 0,
          ),
        ),
        palm(180, 820, 430, '#0b1222', 3),
      ],
      12,
    ),
  embankment: () =>
    picture(
      [
        shade(0, 520, '#7fb2d6', '#cfe3ea'),
        sun(1240, 190, 60, '#fff6d6'),
        land(500, 30, '#7f9a6a', 2),
        shade(540, 240, '#8bb4b9', '#5d8f98'),
        ripples(545, 780, '#e4f1ef', 6, 90),
        '<path d="M0 1067V760Q500 640 960 690T1600 620V1067Z" fill="#9a6f45"/><path d="M0 1067V840Q560 720 1020 780T1600 720V1067Z" fill="#7d5735"/>',
        many(
          90,
          7,
          (next) =>
            `<ellipse cx="${next() * 1600}" cy="${860 + next() * 200}" rx="${8 + next() * 26}" ry="${5 + next() * 12}" fill="#5f4228" opacity="${0.3 + next() * 0.5}"/>`,
        ),
        ...[260, 430, 610, 800, 980, 1160, 1330].map((x, at) =>
          person(
            x,
            770 + (at % 3) * 26 - at * 6,
            170,
            '#3a2a20',
            ['#e9e2cf', '#c3523a', '#2f6a6d', '#d8a541'][at % 4],
            at % 2 ? 12 : 4,
          ),
        ),
        ...[300, 650, 1020].map((x) => `<path d="M${x - 20} 606q50-30 90 0l-12 34h-66Z" fill="#7a4f2b"/>`),
      ],
      13,
    ),
  cricket: () =>
    picture(
      [
        shade(0, 455, '#2d5f9a', '#9cc4e0'),
        many(
          400,
          4,
          (next) =>
            `<circle cx="${next() * 1600}" cy="${330 + next() * 130}" r="7" fill="${['#c94a3a', '#f0e2c0', '#2a6f4f', '#e1a63c', '#37507d'][Math.floor(next() * 5)]}"/>`,
        ),
        shade(450, 617, '#5fa24c', '#3b7d33'),
        ...[0, 1, 2, 3, 4].map(
          (at) =>
            `<path d="M${at * 360 - 120} 1067L${at * 260 + 180} 450H${at * 260 + 310}L${at * 360 + 60} 1067Z" fill="#fff" opacity=".05"/>`,
        ),
        '<path d="M560 1067L720 470H880L1040 1067Z" fill="#c9a873"/>',
        '<g fill="#efe6cf"><rect x="770" y="560" width="8" height="90"/><rect x="796" y="560" width="8" height="90"/><rect x="822" y="560" width="8" height="90"/></g>',
        person(980, 800, 330, '#2a2522', '#1f7a4d', 26),
        '<path d="M1060 520L1180 330" stroke="#d8b070" stroke-width="26" stroke-linecap="round"/><circle cx="1300" cy="230" r="20" fill="#a3221c"/>',
        person(560, 640, 190, '#2a2522', '#f2efe6', 10),
        person(300, 700, 200, '#2a2522', '#f2efe6', 20),
      ],
      14,
    ),
  football: () =>
    picture(
      [
        shade(0, 430, '#f0c98a', '#e59a6b'),
        sun(800, 330, 80, '#fff0c4'),
        treeline(430, 46, '#4a4a35', 5),
        shade(430, 637, '#7f9a45', '#557a2f'),
        '<path d="M1120 640V380H1500V640" stroke="#f5f2e6" stroke-width="12" fill="none"/><g stroke="#f5f2e6" stroke-width="2" opacity=".7"><path d="M1120 440H1500M1120 500H1500M1120 560H1500M1200 380V640M1280 380V640M1360 380V640M1440 380V640"/></g>',
        person(640, 900, 380, '#33231c', '#b3243a', 30),
        person(380, 820, 300, '#33231c', '#1d4f7c', 18),
        person(1300, 680, 230, '#33231c', '#d9b83a', 34),
        '<circle cx="880" cy="880" r="36" fill="#f7f5ee"/><path d="M862 872l18-14 18 14-7 22h-22Z" fill="#222"/>',
        many(
          70,
          3,
          (next) =>
            `<ellipse cx="${500 + next() * 320}" cy="${900 + next() * 60}" rx="${3 + next() * 9}" ry="3" fill="#8a6a3c" opacity=".6"/>`,
        ),
      ],
      15,
    ),
  onions: () =>
    picture(
      [
        shade(0, 1067, '#8a7a66', '#5f5346'),
        ...[0, 1, 2, 3].map(
          (at) =>
            `<path d="M${at * 420 - 60} 120h400l40 150h-480Z" fill="${['#c8503c', '#2f6f73', '#d9a23c', '#6f4a7a'][at]}"/><rect x="${at * 420 - 40}" y="270" width="12" height="420" fill="#3a3029"/>`,
        ),
        ...[330, 760, 1200].map((x, at) =>
          person(x, 690, 360, '#2c221d', ['#e6ddc8', '#46737a', '#b5543d'][at], 8),
        ),
        many(420, 9, (next) => {
          const [x, row] = [next() * 1600, next()];
          return `<g transform="translate(${x} ${700 + row * 380}) scale(${0.6 + row * 0.8})"><ellipse rx="34" ry="31" fill="${['#b5546a', '#c4687a', '#9d4058', '#d58a8f'][Math.floor(next() * 4)]}"/><path d="M0-30q-6-16 4-26" stroke="#b89c6a" stroke-width="6" fill="none"/><ellipse cx="-10" cy="-10" rx="9" ry="12" fill="#fff" opacity=".22"/></g>`;
        }),
      ],
      16,
    ),
  station: () =>
    picture(
      [
        shade(0, 1067, '#c9d3d8', '#8f9aa0', '#5a6268'),
        '<path d="M0 1067L700 470H900L1600 1067Z" fill="#4d5459"/><path d="M0 0H1600L900 430H700Z" fill="#39444c"/>',
        ...[0, 1, 2, 3, 4, 5].map(
          (at) =>
            `<path d="M${100 + at * 105} ${40 + at * 66}V${980 - at * 88}" stroke="#2c353b" stroke-width="${26 - at * 3.4}"/>`,
        ),
        '<path d="M930 470L1600 300V1067L930 560Z" fill="#1f6b4f"/><path d="M940 480L1600 380V560L940 520Z" fill="#d9e6ea"/><path d="M930 540L1600 700V760L930 552Z" fill="#f0c14a"/>',
        ...[360, 520, 640].map(
          (x, at) =>
            `<g transform="translate(${x} ${900 - at * 120}) scale(${1 - at * 0.26})"><rect x="-16" y="-150" width="32" height="150" fill="#20282d"/><rect x="-20" y="-176" width="40" height="40" fill="#39d08a"/><path d="M16-90H110" stroke="#e5484d" stroke-width="12"/></g>`,
        ),
        person(420, 960, 380, '#262a2e', '#b94b3c', 14),
        person(250, 1000, 420, '#262a2e', '#345f86', 8),
        person(700, 760, 210, '#262a2e', '#e0c98a', 10),
      ],
      17,
    ),
  capsule: () =>
    picture(
      [
        shade(0, 1067, '#04060f', '#0a1330', '#1c2f63'),
        many(
          260,
          5,
          (next) =>
            `<circle cx="${next() * 1600}" cy="${next() * 800}" r="${0.5 + next() * 2}" fill="#fff" opacity="${0.3 + next() * 0.7}"/>`,
        ),
        '<circle cx="800" cy="2250" r="1500" fill="#2f6fa8"/><circle cx="800" cy="2262" r="1490" fill="#3f8f6a" opacity=".55"/><circle cx="800" cy="2250" r="1520" fill="none" stroke="#a8d8ff" stroke-width="26" opacity=".4"/>',
        '<path d="M560 330Q800 90 1040 330Q920 300 800 330Q680 300 560 330Z" fill="#e8734a"/><path d="M560 330L770 560M800 330V560M1040 330L830 560" stroke="#e6e2d6" stroke-width="4"/>',
        '<path d="M740 560H860L920 720H680Z" fill="#d7dce2"/><path d="M680 720H920V748H680Z" fill="#50565e"/><circle cx="800" cy="640" r="30" fill="#24405f"/><circle cx="792" cy="632" r="10" fill="#fff" opacity=".6"/>',
        many(
          24,
          6,
          (next) =>
            `<ellipse transform="translate(${560 + next() * 480} ${800 + next() * 160}) rotate(${next() * 180})" rx="18" ry="7" fill="#e2c05a"/>`,
        ),
      ],
      18,
    ),
  ruins: () =>
    picture(
      [
        shade(0, 700, '#d98f4a', '#f2cf96'),
        sun(360, 250, 70, '#fff2cc'),
        land(560, 90, '#b37a4a', 3, 160),
        land(640, 40, '#c9935a', 7, 120),
        ...[520, 660, 800, 940, 1080].map(
          (x, at) =>
            `<path d="M${x} 820V${430 + (at % 2) * 70}h70V820Z" fill="#8a5c38"/><path d="M${x - 10} ${430 + (at % 2) * 70}h90v-26h-90Z" fill="#6f4829"/>`,
        ),
        '<path d="M500 404H1160V360H500Z" fill="#6f4829"/><path d="M1240 820V560a80 80 0 0 1 160 0V820Z" fill="#7d5231"/><path d="M1280 820V590a40 40 0 0 1 80 0V820Z" fill="#3f2817"/>',
        shade(810, 257, '#a5713f', '#7a4f2a'),
        many(80, 4, (next) => {
          const [x, y] = [next() * 1600, 830 + next() * 230];
          return `<path d="M${x} ${y}l${30 + next() * 60} ${next() * 14}l${20 + next() * 40} -${next() * 16}" stroke="#5a3a1e" stroke-width="3" fill="none" opacity=".7"/>`;
        }),
        person(300, 900, 220, '#3a2618', '#e8dcc2', 8),
      ],
      19,
    ),
  fog: () =>
    picture(
      [
        shade(0, 1067, '#c4ccd2', '#dcdedb', '#b9b6ac'),
        sun(1180, 300, 56, '#ffe9c4'),
        treeline(520, 50, '#a3adb0', 2),
        shade(470, 160, 'rgba(220,224,224,.75)', 'rgba(220,224,224,.35)'),
        treeline(640, 70, '#87918f', 5),
        ...[220, 460, 1240].map((x, at) =>
          person(x, 830, 260 - at * 26, '#6d7472', ['#8f6f6a', '#7a8792', '#a09470'][at], 10),
        ),
        shade(620, 260, 'rgba(225,228,226,.7)', 'rgba(225,228,226,.1)'),
        '<g fill="#4b524f"><rect x="640" y="800" width="420" height="30"/><circle cx="720" cy="880" r="56" fill="none" stroke="#4b524f" stroke-width="12"/><circle cx="980" cy="880" r="56" fill="none" stroke="#4b524f" stroke-width="12"/></g>',
        many(
          46,
          6,
          (next) =>
            `<circle cx="${670 + next() * 360}" cy="${790 - next() * 110}" r="${26 + next() * 12}" fill="${['#dfe6cf', '#c8d4ae', '#eef0e2'][Math.floor(next() * 3)]}"/>`,
        ),
        person(1120, 930, 320, '#4b4a48', '#7d4a3f', 16),
      ],
      20,
    ),
  torch: () =>
    picture(
      [
        shade(0, 1067, '#10141a', '#1d232b', '#2a2a28'),
        sun(760, 560, 60, '#ffd88f'),
        many(
          60,
          5,
          (next) =>
            `<circle cx="${480 + next() * 560}" cy="${800 + next() * 160}" r="${30 + next() * 14}" fill="${['#d8dfb9', '#aebb86', '#f0efd0'][Math.floor(next() * 3)]}" opacity="${0.55 + next() * 0.4}"/>`,
        ),
        person(560, 900, 460, '#15100c', '#5a3a2a', 10),
        person(1000, 900, 470, '#15100c', '#2f3f4a', 8),
      ],
      21,
    ),
  dew: () =>
    picture(
      [
        shade(0, 1067, '#e3c98a', '#a9b56a', '#4f7a3a'),
        sun(1300, 160, 70, '#fff5d2'),
        many(34, 3, (next) => {
          const [x, y, r] = [next() * 1600, 420 + next() * 600, 70 + next() * 80];
          return `<g><ellipse cx="${x}" cy="${y}" rx="${r * 1.25}" ry="${r * 0.8}" fill="#3f7a42"/><circle cx="${x}" cy="${y - r * 0.2}" r="${r * 0.7}" fill="#7fb36a"/><path d="M${x} ${y - r * 0.8}Q${x - r * 0.3} ${y} ${x} ${y + r * 0.4}" stroke="#d6ecb8" stroke-width="5" fill="none"/></g>`;
        }),
        many(
          220,
          8,
          (next) =>
            `<circle cx="${next() * 1600}" cy="${440 + next() * 600}" r="${2 + next() * 6}" fill="#fff" opacity="${0.4 + next() * 0.6}"/>`,
        ),
      ],
      22,
    ),
  tea: () =>
    picture(
      [
        shade(0, 1067, '#e8d3a8', '#b98f5a', '#7a5836'),
        '<path d="M140 240H1460L1380 420H220Z" fill="#7f5a35"/><path d="M240 420V860M1360 420V860" stroke="#4f361e" stroke-width="22"/><rect x="220" y="780" width="1160" height="60" fill="#5f4226"/>',
        ...[360, 470, 580].map(
          (x) =>
            `<path d="M${x} 780q-30-60 0-100h60q30 40 0 100Z" fill="#9aa3a8"/><path d="M${x + 30} 660q-20-40 6-70q20-30-4-64" stroke="#fff" stroke-width="8" fill="none" opacity=".55"/>`,
        ),
        ...[760, 880, 1000, 1120].map((x) => `<path d="M${x} 730h50l-8 50h-34Z" fill="#c98a3c"/>`),
        person(700, 1000, 420, '#33241a', '#c2543c', 4),
        person(1000, 1010, 430, '#33241a', '#3f6f7a', 6),
        person(1260, 1010, 400, '#33241a', '#e2d5b0', 10),
      ],
      23,
    ),
  river: () =>
    picture(
      [
        shade(0, 560, '#f3b27a', '#f7dba6'),
        sun(820, 430, 66, '#fff3cf'),
        treeline(540, 40, '#6a5a4a', 8),
        shade(550, 517, '#e9b884', '#a8744f', '#5c4334'),
        ripples(560, 1060, '#fff0cf', 4, 220),
        boat(820, 760, 420, '#2a1d16', '#8f3a2a'),
        boat(330, 640, 160, '#3a291e', '#b4773f'),
        boat(1340, 610, 110, '#4a3526', '#d4a35f'),
      ],
      24,
    ),
  orchard: () =>
    picture(
      [
        shade(0, 460, '#8ec2e6', '#dcecf0'),
        land(450, 40, '#8fae62', 3),
        shade(460, 607, '#a9b35a', '#7c7a3a'),
        many(26, 5, (next, at) => {
          const row = Math.floor(at / 7);
          const [x, y, r] = [(at % 7) * 250 - 40 + next() * 60, 540 + row * 160, 80 + row * 34];
          const fruit = Array.from(
            { length: 14 },
            () =>
              `<circle cx="${x + (next() - 0.5) * r * 1.7}" cy="${y - r * 0.5 + (next() - 0.5) * r * 1.3}" r="${7 + row * 3}" fill="#f0962e"/>`,
          );
          return `<rect x="${x - 8}" y="${y}" width="16" height="${r * 0.6}" fill="#5a4630"/><circle cx="${x}" cy="${y - r * 0.5}" r="${r}" fill="${row % 2 ? '#2f6b35' : '#3b7a3c'}"/>${fruit.join('')}`;
        }),
        person(780, 1040, 360, '#2c221b', '#e9e0c8', 12),
      ],
      25,
    ),
  jute: () =>
    picture(
      [
        shade(0, 1067, '#d9c9a4', '#a78f5f'),
        many(46, 4, (next, at) => {
          const [x, y] = [(at % 9) * 190 - 30 + next() * 30, 300 + Math.floor(at / 9) * 170];
          return `<g transform="translate(${x} ${y})"><path d="M10 20Q70-70 130 20" stroke="#7a5b30" stroke-width="10" fill="none"/><path d="M0 20H140L152 190H-12Z" fill="${['#c9a867', '#b99354', '#d8bb82'][at % 3]}"/><path d="M20 80H120M20 110H120" stroke="${['#a3322a', '#2f6a55', '#37507d'][at % 3]}" stroke-width="9"/></g>`;
        }),
        person(1240, 900, 420, '#2e231b', '#b04a63', 14),
        person(320, 940, 430, '#2e231b', '#3d7a6a', 12),
      ],
      26,
    ),
  handwriting: () =>
    picture(
      [
        shade(0, 1067, '#5a3f2a', '#3a2718'),
        '<g transform="rotate(-5 800 530)"><rect x="230" y="110" width="1140" height="850" fill="#efe2c2"/>',
        ...Array.from(
          { length: 9 },
          (_, row) => `<path d="M300 ${200 + row * 82}H1300" stroke="#b9a37a" stroke-width="2"/>`,
        ),
        many(96, 5, (next, at) => {
          const [x, y] = [310 + (at % 12) * 82, 200 + Math.floor(at / 12) * 82];
          return `<path d="M${x} ${y}h62M${x + 30} ${y}v${26 + next() * 18}q-${14 + next() * 18} ${next() * 16} -${20 + next() * 10} -${next() * 22}M${x + 48} ${y}q${next() * 22} ${18 + next() * 20} -${10 + next() * 12} ${26 + next() * 12}" stroke="#2c2a4a" stroke-width="5" fill="none" stroke-linecap="round"/>`;
        }),
        '</g><path d="M1240 900L1500 560l26 20L1270 924l-46 22Z" fill="#1c1c22"/>',
      ],
      27,
    ),
  court: () =>
    picture(
      [
        shade(0, 640, '#9fc3da', '#e6e8dc'),
        shade(630, 160, '#5f7d4b', '#8a9a5a'),
        treeline(640, 60, '#4f6f45', 6),
        '<path d="M260 780V420H1340V780Z" fill="#d9c7a5"/><path d="M220 420L800 220L1380 420Z" fill="#a35c3f"/>',
        ...[340, 500, 660, 900, 1060, 1220].map(
          (x) => `<rect x="${x}" y="440" width="44" height="340" fill="#f2e8d2"/>`,
        ),
        '<rect x="740" y="560" width="120" height="220" fill="#5a3a26"/>',
        shade(780, 287, '#b5a06c', '#8a7746'),
        ...[300, 420, 560, 1020, 1160, 1300].map((x, at) =>
          person(x, 960 + (at % 2) * 40, 260, '#2f251d', ['#f0ece0', '#3f6b8a', '#b5543d'][at % 3], 4),
        ),
      ],
      28,
    ),
  bus: () =>
    picture(
      [
        shade(0, 1067, '#0c0f1c', '#1b2036', '#2a2630'),
        many(
          60,
          6,
          (next) =>
            `<circle cx="${next() * 1600}" cy="${300 + next() * 260}" r="${8 + next() * 22}" fill="${['#ffcf7a', '#ff8f6a', '#a8d0ff'][Math.floor(next() * 3)]}" opacity="${0.12 + next() * 0.35}"/>`,
        ),
        '<rect x="300" y="360" width="1000" height="440" rx="40" fill="#b8323f"/><rect x="340" y="410" width="920" height="170" rx="14" fill="#ffe7ae"/><g fill="#b8323f"><rect x="500" y="410" width="16" height="170"/><rect x="690" y="410" width="16" height="170"/><rect x="880" y="410" width="16" height="170"/><rect x="1070" y="410" width="16" height="170"/></g>',
        ...[420, 610, 800, 990, 1170].map(
          (x) =>
            `<circle cx="${x}" cy="500" r="30" fill="#3a2a2a"/><path d="M${x - 44} 580q44-70 88 0Z" fill="#3a2a2a"/>`,
        ),
        '<circle cx="520" cy="810" r="74" fill="#15151a"/><circle cx="1080" cy="810" r="74" fill="#15151a"/><circle cx="1300" cy="700" r="26" fill="#fff2c0"/><path d="M1310 690L1600 610V900L1310 716Z" fill="#fff2c0" opacity=".22"/>',
        shade(880, 187, '#20202a', '#14141a'),
        person(220, 960, 330, '#101018', '#7a3f6a', 8),
      ],
      29,
    ),
  dredger: () =>
    picture(
      [
        shade(0, 520, '#0a1020', '#28365a'),
        sun(300, 160, 46, '#f4eeda'),
        treeline(520, 34, '#0d1526', 4),
        shade(520, 547, '#22304e', '#0c1322'),
        ripples(530, 1060, '#a8bbe0', 7, 120),
        ...[240, 760, 1220].map(
          (x, at) =>
            `<g transform="translate(${x} ${700 - at * 40}) scale(${1 - at * 0.16})"><path d="M-190 0H210L180 70H-170Z" fill="#191a20"/><rect x="-120" y="-110" width="150" height="110" fill="#2a2a32"/><rect x="-96" y="-86" width="40" height="36" fill="#ffcf6a"/><path d="M60 0L190-190L330-60" stroke="#34343d" stroke-width="18" fill="none"/></g>`,
        ),
        '<path d="M1600 860L760 640L720 680L1600 1000Z" fill="#fff3c4" opacity=".16"/>',
        boat(1120, 930, 380, '#0b0d14'),
      ],
      30,
    ),
  quilt: () =>
    picture(
      [
        '<rect width="1600" height="1067" fill="#a3312f"/>',
        many(140, 5, (_next, at) => {
          const [x, y] = [(at % 14) * 118 + 30, Math.floor(at / 14) * 110 + 40];
          const colour = ['#f0e2c0', '#e0a63c', '#2f6f73', '#f2c6b4'][(at + Math.floor(at / 14)) % 4];
          return `<g transform="translate(${x} ${y})" fill="none" stroke="${colour}" stroke-width="5" stroke-dasharray="9 6"><circle r="44"/><circle r="22"/><path d="M-44 0H44M0-44V44M-31-31L31 31M-31 31L31-31"/></g>`;
        }),
        many(
          1100,
          7,
          (next) =>
            `<path d="M${next() * 1600} ${next() * 1067}h12" stroke="#f0d9b8" stroke-width="3" opacity=".5"/>`,
        ),
      ],
      31,
    ),
  dusk: () =>
    picture(
      [
        shade(0, 1067, '#2a2f5a', '#a3527a', '#f0a06a', '#f7d9a0'),
        sun(800, 690, 90, '#fff0c8'),
        '<g fill="#191a2e"><path d="M220 900V560a120 120 0 0 1 240 0V900ZM330 440v-90"/><circle cx="340" cy="440" r="14"/><rect x="140" y="420" width="44" height="480"/><path d="M132 420h60l-30-70Z"/><rect x="500" y="420" width="44" height="480"/><path d="M492 420h60l-30-70Z"/><path d="M1020 900V640L1140 380L1260 640V900Z"/><path d="M1260 900V700L1340 560L1420 700V900Z"/><path d="M1140 380V320M1128 336h24" stroke="#191a2e" stroke-width="8"/></g>',
        land(900, 26, '#12131f', 3),
        ...[620, 720, 840, 940].map((x) => person(x, 950, 150, '#0d0e18', '#0d0e18', 8)),
        palm(1500, 900, 430, '#12131f', 5),
      ],
      32,
    ),
  letters: () =>
    picture(
      [
        shade(0, 1067, '#6b4a30', '#3f2a1a'),
        many(15, 12, (next, at) => {
          const place = `translate(${140 + (at % 5) * 280 + next() * 70} ${180 + Math.floor(at / 5) * 280 + next() * 70}) rotate(${(next() - 0.5) * 50})`;
          return `<g transform="${place}"><rect x="6" y="8" width="300" height="190" fill="#000" opacity=".25"/><rect width="300" height="190" fill="${['#e6d5ae', '#d8c193', '#efe2c4'][at % 3]}"/><path d="M0 0L150 110L300 0" fill="none" stroke="#a3885a" stroke-width="5"/><rect x="238" y="20" width="44" height="52" fill="${['#a3312f', '#2f6a73', '#7a5a8a'][at % 3]}"/><circle cx="226" cy="60" r="34" fill="none" stroke="#5a4630" stroke-width="4" opacity=".6"/></g>`;
        }),
      ],
      33,
    ),
} satisfies Record<string, () => string>;

export type SceneName = keyof typeof scenes;
