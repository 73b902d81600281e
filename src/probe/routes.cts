/** Route patterns, for frameworks that tell them by a diagnostics channel and leave no note on the request itself. */
import undo = require('./undo.cjs');

/** What fastify publishes before it calls a route's handler. */
interface Handled {
  readonly request?: { readonly raw?: object };
  readonly route?: { readonly url?: unknown };
}

const patterns = new WeakMap<object, string>();
const { get, set } = WeakMap.prototype;
const { apply } = Reflect;

/** Takes note of the patterns. Costs nothing where nobody publishes them. */
function watchRoutes(): void {
  undo.subscribe('tracing:fastify.request.handler:start', (message) => {
    const { request, route } = message as Handled;
    if (typeof route?.url === 'string' && request?.raw !== undefined) apply(set, patterns, [request.raw, route.url]);
  });
}

/** `/report/:id` for Node's request object; undefined where no framework told. */
function patternOf(request: object): string | undefined {
  return apply(get, patterns, [request]) as string | undefined;
}

export = { watchRoutes, patternOf };
