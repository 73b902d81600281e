// Clinic Doctor as its README uses it: collects, then judges. Prints `DOCTOR {json}` with what its page would say.
// `node clinic.cjs <home> <folder> <page|judge> <node> <args…>`; `page` draws the page too, which is what a user waits for.
const { createReadStream, readFileSync } = require('node:fs');
const { basename, join } = require('node:path');

const [home, folder, what, ...command] = process.argv.slice(2);
const doctorPath = join(home, 'node_modules', '@clinic', 'doctor');
const ClinicDoctor = require(doctorPath);
const say = (result) => console.log(`DOCTOR ${JSON.stringify(result)}`);

const doctor = new ClinicDoctor({ dest: folder });
doctor.collect(command, (error, data) => {
  if (error) return say({ error: error.message });
  if (what === 'judge') return judge(data);
  const page = `${data}.html`;
  doctor.visualize(data, page, (failure) => {
    if (failure) return say({ error: failure.message });
    const [, category] = /"issueCategory":"([\w-]+)"/.exec(readFileSync(page, 'utf8')) ?? [];
    say({ category });
  });
});

/** Its analysis alone, the part of the page that says what is wrong. */
function judge(data) {
  const part = (path) => require(join(doctorPath, path));
  const SystemInfo = part('format/system-info-decoder.js');
  const TraceEvent = part('format/trace-event-decoder.js');
  const ProcessStat = part('format/process-stat-decoder.js');
  const Analysis = part('analysis/index.js');
  const read = (ending, decoder) =>
    createReadStream(join(data, `${basename(data)}-${ending}`))
      .on('error', (error) => say({ error: error.message }))
      .pipe(decoder)
      .on('error', (error) => say({ error: error.message }));
  const info = read('systeminfo', new SystemInfo());
  const events = read('traceevent', new TraceEvent(read('systeminfo', new SystemInfo())));
  new Analysis(info, events, read('processstat', new ProcessStat()))
    .on('error', (error) => say({ error: error.message }))
    .on('data', ({ issueCategory, issues }) => say({ category: issueCategory, issues }));
}
