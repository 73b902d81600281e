// Three runners share one list of work.
// @clean
const fs = require('node:fs/promises')
const os = require('node:os')
const path = require('node:path')
const net = require('node:net')
const pool = require('./pool')
const archive = require('./archive')

async function run () {
  const dir = await fs.mkdtemp(path.join(os.tmpdir(), 'watch-'))
  const echo = net.createServer((socket) => socket.pipe(socket))
  await new Promise((resolve) => echo.listen(0, '127.0.0.1', resolve))

  const client = net.connect(echo.address().port, '127.0.0.1')
  let echoes = 0
  client.on('data', () => { echoes++ })
  const knock = setInterval(() => client.write('knock'), 25)

  try {
    const names = Array.from({ length: 64 }, (_, i) => 'watch' + i)
    const sealed = await pool(3, names.map((name, i) => () => archive(dir, name, 4000 + i * 100)))
    const from = sealed.reduce((sum, s) => sum + s.from, 0)
    const to = sealed.reduce((sum, s) => sum + s.to, 0)
    console.log(`${sealed.length} logs, ${from} bytes packed into ${to}`)
    console.log('last seal', sealed.at(-1).seal)
  } finally {
    clearInterval(knock)
    client.end()
    echo.close()
    await fs.rm(dir, { recursive: true, force: true })
  }
  console.log(echoes, 'echoes')
}

run().catch((err) => {
  console.error(err)
  process.exitCode = 1
})
