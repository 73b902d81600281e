// A report of twenty lines, each of which asks for its customer: through a service, a client and a helper.
// @finding sequential-awaits
import http from 'node:http'
import { once } from 'node:events'
import { CustomerApi } from './lib/customer-api.mjs'
import { ReportService } from './lib/report-service.mjs'

// Stand-in for the customer system: every look-up takes about 40 ms.
const backend = http.createServer((req, res) => {
  const id = Number(req.url.slice('/customers/'.length))
  setTimeout(() => {
    res.writeHead(200, { 'content-type': 'application/json' })
    res.end(JSON.stringify({ id, name: `Customer ${id}`, city: id % 2 ? 'Oslo' : 'Porto' }))
  }, 40)
})

backend.listen(0, '127.0.0.1')
await once(backend, 'listening')

const orders = Array.from({ length: 20 }, (_, i) => ({
  number: 9000 + i,
  customerId: 100 + i * 3,
  total: 20 + i * 1.5,
}))

const api = new CustomerApi({ host: '127.0.0.1', port: backend.address().port })
const service = new ReportService(api)

try {
  const lines = await service.renderLines(orders)
  console.log(lines.join('\n'))
} finally {
  api.close()
  backend.close()
}
