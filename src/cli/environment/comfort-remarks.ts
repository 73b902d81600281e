import type { Machine } from './machine.js';
import type { Remark } from './remark.js';

type Facts = Pick<Machine, 'packages' | 'terminal'>;

/** What each package adds. */
const ADDS: Readonly<Record<keyof Machine['packages'], string>> = {
  '@clinic/doctor': '--doctor shows its category beside the verdict',
  '@duckdb/node-api': 'loopcheck triage --sql answers questions of your own',
  tsx: 'TypeScript runs on every Node, and with syntax that stripping refuses',
};

/** What is not needed, and nice to have: packages, and what the terminal shows. */
export function comfortRemarks({ packages, terminal }: Facts): Remark[] {
  const installed = Object.entries(ADDS).map(([name, adds]): Remark => {
    const version = packages[name as keyof Machine['packages']];
    return {
      id: name,
      what: name,
      value: version ?? 'not installed',
      effect: version === null ? 'neutral' : 'helps',
      meaning: version === null ? `With it ${adds}.` : `So ${adds}.`,
    };
  });
  return [...installed, ...terminalRemarks(terminal)];
}

function terminalRemarks({ isTerminal, columns, color, links, unicode }: Machine['terminal']): Remark[] {
  const line = (id: string, what: string, is: boolean, yes: string, no: string): Remark => ({
    id,
    what,
    value: is ? 'yes' : 'no',
    effect: is ? 'helps' : 'neutral',
    meaning: is ? yes : no,
  });
  return [
    {
      id: 'width',
      what: 'width',
      value: `${columns} columns${isTerminal ? '' : ', no terminal'}`,
      effect: 'neutral',
      meaning: isTerminal
        ? 'Reports are as wide as the terminal is.'
        : 'Errors go to a file or a pipe: reports are this wide, and there is no line of status.',
    },
    line('color', 'colour', color, 'Reports are coloured.', 'FORCE_COLOR=1 colours reports all the same.'),
    line('links', 'links', links, 'Paths in reports can be clicked (OSC 8).', 'Paths in reports are plain text.'),
    line(
      'unicode',
      'UTF-8',
      unicode,
      'Signs and bars are drawn.',
      'Signs and bars are made of ASCII: set LANG to a UTF-8 locale.',
    ),
  ];
}
