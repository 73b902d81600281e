const fs = require('node:fs/promises')
const path = require('node:path')
const zlib = require('node:zlib')
const crypto = require('node:crypto')
const { promisify } = require('node:util')

const gzip = promisify(zlib.gzip)
const pbkdf2 = promisify(crypto.pbkdf2)

async function archive (dir, name, lines) {
  const source = path.join(dir, name + '.log')
  await fs.writeFile(source, `${name}: all is well on the ${lines}-line watch\n`.repeat(lines))
  const text = await fs.readFile(source)
  const packed = await gzip(text, { level: 9 })
  await fs.writeFile(source + '.gz', packed)
  const seal = await pbkdf2(packed.subarray(0, 64), name, 80_000, 24, 'sha512')
  return { name, from: text.length, to: packed.length, seal: seal.toString('hex') }
}

module.exports = archive
