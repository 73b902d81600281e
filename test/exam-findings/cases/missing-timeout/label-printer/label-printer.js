const net = require('net')

function exchange (port, line) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: '127.0.0.1', port }, () => { // <- missing-timeout
      socket.write(line + '\n')
    })
    let answer = ''
    socket.setEncoding('latin1')
    socket.on('data', (piece) => {
      answer += piece
      if (answer.endsWith('\n')) {
        socket.end()
        resolve(answer.trim())
      }
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('printer hung up')))
  })
}

class LabelPrinter {
  constructor (port) {
    this.port = port
  }

  async print (text) {
    const answer = await exchange(this.port, `PRINT ${text}`)
    if (!answer.startsWith('OK')) throw new Error(answer)
    return answer
  }
}

module.exports = { LabelPrinter }
