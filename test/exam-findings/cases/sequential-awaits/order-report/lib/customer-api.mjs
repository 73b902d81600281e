import http from 'node:http'
import { getJson } from './get-json.mjs'

export class CustomerApi {
  constructor ({ host, port }) {
    this.base = { host, port }
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 8 })
  }

  async customer (id) {
    const body = await getJson({ ...this.base, agent: this.agent, path: `/customers/${id}` })
    if (body.id !== id) throw new Error(`asked for ${id}, got ${body.id}`)
    return body
  }

  close () {
    this.agent.destroy()
  }
}
