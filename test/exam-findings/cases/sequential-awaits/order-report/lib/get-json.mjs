import http from 'node:http'

export function getJson (options) {
  return new Promise((resolve, reject) => {
    const req = http.request({ ...options, method: 'GET', timeout: 5000 }, (res) => {
      let text = ''
      res.setEncoding('utf8')
      res.on('data', (piece) => { text += piece })
      res.on('error', reject)
      res.on('end', () => {
        if (res.statusCode !== 200) return reject(new Error(`HTTP ${res.statusCode}`))
        resolve(JSON.parse(text))
      })
    })
    req.on('timeout', () => req.destroy(new Error('customer API timed out')))
    req.on('error', reject)
    req.end()
  })
}
