/** Width and height of a plot, and the room round the lines, px. */
const [WIDTH, HEIGHT] = [560, 260];
const AREA = { left: 52, right: 16, top: 40, bottom: 44 };
const GRID_LINES = 4;

const STYLE = `
  svg { font: 12px system-ui, sans-serif; --ink: #1f2328; --soft: #59636e; --grid: #d1d9e0; --line0: #0969da; --line1: #bc4c00; }
  @media (prefers-color-scheme: dark) {
    svg { --ink: #f0f6fc; --soft: #9198a1; --grid: #3d444d; --line0: #58a6ff; --line1: #f0883e; }
  }
  text { fill: var(--soft); } .title { fill: var(--ink); font-weight: 600; }
  .grid { stroke: var(--grid); } .line { fill: none; stroke-width: 2; } .range { stroke-width: 1.5; opacity: 0.6; }
  .s0 { stroke: var(--line0); } .s1 { stroke: var(--line1); } .dot0 { fill: var(--line0); } .dot1 { fill: var(--line1); }
`;

const escaped = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

/** The least of 1, 2 or 5 times a power of ten that `GRID_LINES` of reach `max`. */
function stepFor(max) {
  const raw = Math.max(max, 1e-9) / GRID_LINES;
  const power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].map((each) => each * power).find((step) => step >= raw * (1 - 1e-9));
}

/**
 * A line plot as SVG, in the reader's light or dark colours. `lines` (at most two) are `{ name, points }`, each point
 * `{ x, median, min, max }`; the values of x are the same in all lines and stand at equal distances, as they mostly grow by
 * factors.
 */
export function plot({ title, xLabel, yLabel, lines }) {
  const xs = lines[0].points.map(({ x }) => x);
  const all = lines.flatMap(({ points }) => points);
  const step = stepFor(Math.max(...all.map(({ max }) => max)));
  const low = Math.min(0, Math.floor(Math.min(...all.map(({ min }) => min)) / step) * step);
  const high = step * GRID_LINES;
  const xAt = (index) => AREA.left + ((WIDTH - AREA.left - AREA.right) * (index + 0.5)) / xs.length;
  const yAt = (value) => AREA.top + ((HEIGHT - AREA.top - AREA.bottom) * (high - value)) / (high - low);
  const round = (value) => value.toFixed(1);

  const grid = [];
  for (let value = low; value <= high + step / 2; value += step) {
    const y = round(yAt(value));
    const label = Number(value.toPrecision(3));
    grid.push(`<line class="grid" x1="${AREA.left}" x2="${WIDTH - AREA.right}" y1="${y}" y2="${y}"/>`);
    grid.push(`<text x="${AREA.left - 6}" y="${y}" dy="4" text-anchor="end">${label}</text>`);
  }
  const axis = xs.map(
    (x, i) => `<text x="${round(xAt(i))}" y="${HEIGHT - 26}" text-anchor="middle">${escaped(x)}</text>`,
  );
  const drawn = lines.flatMap(({ points }, number) => [
    ...points.map(
      ({ min, max }, i) =>
        `<line class="range s${number}" x1="${round(xAt(i))}" x2="${round(xAt(i))}" y1="${round(yAt(min))}" y2="${round(yAt(max))}"/>`,
    ),
    `<polyline class="line s${number}" points="${points.map(({ median }, i) => `${round(xAt(i))},${round(yAt(median))}`).join(' ')}"/>`,
    ...points.map(
      ({ median }, i) => `<circle class="dot${number}" cx="${round(xAt(i))}" cy="${round(yAt(median))}" r="3"/>`,
    ),
  ]);
  const legend = lines.map(({ name }, number) => {
    const x = WIDTH - AREA.right - 110 * (lines.length - number);
    return `<circle class="dot${number}" cx="${x}" cy="30" r="4"/><text x="${x + 9}" y="34">${escaped(name)}</text>`;
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(`${title}: ${yLabel} against ${xLabel}`)}">`,
    `<style>${STYLE}</style>`,
    `<text class="title" x="8" y="16">${escaped(title)}</text>`,
    `<text x="8" y="34">${escaped(yLabel)}</text>`,
    ...grid,
    ...axis,
    ...drawn,
    ...legend,
    `<text x="${(WIDTH + AREA.left) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${escaped(xLabel)}</text>`,
    '</svg>',
  ].join('\n')}\n`;
}
