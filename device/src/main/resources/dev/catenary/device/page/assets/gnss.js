// Position: the fix, how good it is, and the satellites where they stand in the sky.

import {amount, count, el, facts, lasting, notice, svg, table} from './dom.js';
import {get, repeat} from './vehicle.js';

const AGAIN_MILLIS = 2000;
const PRESENT_SECONDS = 5;
const RADIUS = 120;
const GOOD_DBHZ = 35;

export async function open(root, signal) {
  let gnss = null;
  let at = 0;
  const show = () => {
    const passed = (performance.now() - at) / 1000;
    draw(root, passed < PRESENT_SECONDS ? gnss
      : {...gnss, present: false, fix: 'NONE', ageSeconds: gnss.ageSeconds == null ? null : gnss.ageSeconds + passed});
  };
  // An answer grows old here too, while the vehicle is out of reach.
  const timer = setInterval(() => gnss && (performance.now() - at) / 1000 >= PRESENT_SECONDS && show(), 1000);
  signal.addEventListener('abort', () => clearInterval(timer));
  await repeat(async () => {
    gnss = await get('gnss', signal);
    at = performance.now();
    show();
  }, AGAIN_MILLIS, signal);
}

function draw(root, gnss) {
  const sky = gnss.sky ?? [];
  const age = gnss.ageSeconds == null ? '– s' : gnss.ageSeconds < 10 ? amount(gnss.ageSeconds, 's', 1) : lasting(gnss.ageSeconds);
  const last = !gnss.present && gnss.ageSeconds != null;
  root.replaceChildren(...[
    last && notice('degraded', el('p', {}, el('strong', {}, `No position for ${age}.`)),
      el('p', {}, 'What follows was told last. The vehicle may be elsewhere by now.')),
    facts([
      ['Fix', gnss.present ? gnss.fix : 'none now'],
      last && ['Last fix', `${gnss.lastFix ?? 'none'}, ${age} ago`],
      ['Source', gnss.source ?? 'none'],
      ['Satellites', gnss.satellitesUsed == null ? 'not told by the receiver'
        : `${amount(gnss.satellitesUsed, 'used')} of ${amount(gnss.satellitesInView, 'in view')}`],
      ['Deviation east, north, up', `${count(gnss.sigmaEastMetres, 3)}, ${count(gnss.sigmaNorthMetres, 3)}, ${amount(gnss.sigmaUpMetres, 'm', 3)}`],
      gnss.hdop != null && ['Dilution of precision', `${count(gnss.hdop, 1)} (no unit)`],
      [last ? 'Last latitude' : 'Latitude', degrees(gnss.latitudeDegrees, 7, 'N', 'S')],
      [last ? 'Last longitude' : 'Longitude', degrees(gnss.longitudeDegrees, 7, 'E', 'W')],
      [last ? 'Last height' : 'Height', amount(gnss.heightMetres, 'm', 2)],
      [last ? 'Last heading' : 'Heading', gnss.headingDegrees == null ? '– °' : `${count(gnss.headingDegrees, 1)}°`],
      [last ? 'Last speed' : 'Speed', amount(gnss.speedMetresPerSecond, 'm/s', 1)],
      ['Age of the last pose', age],
      gnss.timeSource && ['Time comes from', gnss.timeSource],
    ]),
    el('section', {class: 'sky-part'}, el('h2', {}, 'Sky'),
      sky.length === 0
        ? el('p', {class: 'quiet'}, 'The receiver tells nothing of single satellites; NMEA sentence GSV does.')
        : [plot(sky), strengths(sky)]),
  ].filter(Boolean));
}

const degrees = (value, digits, plus, minus) =>
  value == null ? '– °' : `${Math.abs(value).toFixed(digits)}° ${value < 0 ? minus : plus}`;

const short = one => `${{GPS: 'G', GLONASS: 'R', Galileo: 'E', GALILEO: 'E', BeiDou: 'C', BEIDOU: 'C', QZSS: 'J', SBAS: 'S'}[one.system] ?? '?'}${one.prn}`;

function plot(sky) {
  const up = sky.filter(one => one.azimuthDegrees != null && one.elevationDegrees != null);
  const at = one => {
    const r = RADIUS * (90 - one.elevationDegrees) / 90;
    const a = one.azimuthDegrees * Math.PI / 180;
    return [r * Math.sin(a), -r * Math.cos(a)];
  };
  return svg('svg', {class: 'sky', viewBox: '-145 -145 290 290', role: 'img',
    'aria-label': `${up.length} satellites in the sky, ${up.filter(one => one.used).length} of them used; the table has each.`},
    [90, 60, 30].map(zenith => svg('circle', {class: 'grid', r: RADIUS * zenith / 90})),
    svg('path', {class: 'grid', d: `M0 ${-RADIUS}V${RADIUS}M${-RADIUS} 0H${RADIUS}`}),
    [['N', 0, -RADIUS - 8], ['E', RADIUS + 12, 5], ['S', 0, RADIUS + 18], ['W', -RADIUS - 12, 5]].map(([word, x, y]) =>
      svg('text', {x, y, 'text-anchor': 'middle', class: 'compass'}, word)),
    [30, 60].map(elevation => svg('text', {x: 3, y: -RADIUS * (90 - elevation) / 90 + 11, class: 'faint'}, `${elevation}°`)),
    up.map(one => {
      const [x, y] = at(one);
      return svg('g', {class: one.used ? 'used' : 'unused'}, svg('circle', {cx: x, cy: y, r: 9}),
        svg('text', {x, y: y + 3.5, 'text-anchor': 'middle'}, short(one)));
    }));
}

function strengths(sky) {
  const rows = [...sky].sort((a, b) => (b.snrDbHz ?? -1) - (a.snrDbHz ?? -1));
  return table(`Satellites, the strongest first; over ${GOOD_DBHZ} dB·Hz is good`,
    [{name: 'Satellite'}, {name: 'Used'}, {name: 'Elevation', number: true}, {name: 'Azimuth', number: true}, {name: 'Strength', number: true}],
    rows.map(one => [`${one.system} ${one.prn}`, one.used ? 'used' : 'no',
      one.elevationDegrees == null ? '– °' : `${count(one.elevationDegrees)}°`,
      one.azimuthDegrees == null ? '– °' : `${count(one.azimuthDegrees)}°`, amount(one.snrDbHz, 'dB·Hz')]));
}
