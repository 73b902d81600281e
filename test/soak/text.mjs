const NAMES = { rssMb: 'resident memory', heapMb: 'heap after a collection' };

/** The outcome of a soak as Markdown: what judge.mjs gives, and what was answered. */
export function soakText({ node, minutes, answered, memory, trace, pulse }) {
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const mb = (value) => value.toFixed(2);
  const verdict = (ok) => (ok ? 'ok' : 'FAIL');
  const [first, second] = pulse.halves;
  const share = (value) => `${(100 * value).toFixed(2)} %`;
  return [
    `Node ${node}, ${minutes} minutes, ${answered.map((one) => `${one.answered} of ${one.sent} answered`).join(' bare, ')} under loopcheck`,
    '',
    row([
      '',
      'bare, MB',
      'loopcheck adds, MB',
      'grown since, MB',
      'allowed, MB',
      'slope bare, MB an hour',
      'slope under loopcheck',
      '',
    ]),
    row(Array(8).fill('---')),
    ...memory.map(({ name, bareMb, offsetMb, growthMb, limitMb, slopes, ok }) =>
      row([
        NAMES[name],
        mb(bareMb),
        mb(offsetMb),
        mb(growthMb),
        mb(limitMb),
        mb(slopes.bare),
        mb(slopes.under),
        verdict(ok),
      ]),
    ),
    '',
    row(['', 'first half', 'second half', '']),
    row(Array(4).fill('---')),
    row(['trace without stalls, KB', ...trace.halves.map((bytes) => (bytes / 1024).toFixed(1)), verdict(trace.ok)]),
    row([
      'beats of the pulse a second',
      first.beatsASecond.toFixed(2),
      second.beatsASecond.toFixed(2),
      verdict(pulse.ok),
    ]),
    row(['of them late by 15 ms', share(first.lateShare), share(second.lateShare), 'shown']),
    '',
    `The trace grows by ${(trace.bytesAnHour / 1024).toFixed(0)} KB an hour (at most 1024); ${trace.stalls} stalls were told.`,
  ].join('\n');
}
