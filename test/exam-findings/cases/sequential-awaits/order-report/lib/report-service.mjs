export class ReportService {
  constructor (api) {
    this.api = api
  }

  async renderLines (orders) {
    const lines = []
    for (const order of orders) {
      const customer = await this.api.customer(order.customerId) // <- sequential-awaits
      lines.push(this.formatLine(order, customer))
    }
    return lines
  }

  formatLine (order, customer) {
    return `${order.number}  ${customer.name.padEnd(14)} ${customer.city.padEnd(6)} ${order.total.toFixed(2)}`
  }
}
