// A printer that takes its time, asked through a bare connection.
// @finding missing-timeout
const net = require('net')
const { LabelPrinter } = require('./label-printer')

// The label printer in the basement: one line in, one line out, and it takes
// its time while the head warms up.
const WARM_UP = 3500

const device = net.createServer((conn) => {
  let pending = ''
  conn.setEncoding('latin1')
  conn.on('data', (piece) => {
    pending += piece
    const eol = pending.indexOf('\n')
    if (eol === -1) return
    const command = pending.slice(0, eol)
    pending = pending.slice(eol + 1)
    setTimeout(() => conn.write(`OK ${command.length}\n`), WARM_UP)
  })
  conn.on('error', (err) => console.error('device:', err.message))
})

device.listen(0, '127.0.0.1', async () => {
  const printer = new LabelPrinter(device.address().port)
  try {
    const answer = await printer.print('Jam, apricot, 2024')
    console.log('printer says', answer)
  } catch (err) {
    console.error('could not print:', err.message)
    process.exitCode = 1
  } finally {
    device.close()
  }
})
