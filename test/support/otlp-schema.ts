import { createRequire } from 'node:module';

/** OpenTelemetry's own reader of the messages, made of its protocol buffers. */
interface MessageType {
  fromObject(value: object): object;
  toObject(message: object, options: object): Record<string, unknown>;
}

const root = createRequire(import.meta.url)('@opentelemetry/otlp-transformer/build/src/generated/root') as {
  opentelemetry: { proto: { collector: { metrics: { v1: { ExportMetricsServiceRequest: MessageType } } } } };
};

const { ExportMetricsServiceRequest } = root.opentelemetry.proto.collector.metrics.v1;

/**
 * A request as OpenTelemetry's protocol buffers read it. Fields that they do not know are gone, and numbers are text
 * where they have 64 bits, as OTLP wants them in JSON: what is the same afterwards is in their shape.
 */
export function readByProtocol(request: object): object {
  return ExportMetricsServiceRequest.toObject(ExportMetricsServiceRequest.fromObject(request), { longs: String });
}

interface Point {
  readonly attributes?: readonly { readonly key: string; readonly value: Record<string, unknown> }[];
  readonly asDouble?: number;
  readonly asInt?: string;
  readonly startTimeUnixNano?: string;
  readonly timeUnixNano: string;
}

interface Metric {
  readonly name: string;
  readonly unit: string;
  readonly gauge?: { readonly dataPoints: readonly Point[] };
  readonly sum?: { readonly dataPoints: readonly Point[]; readonly isMonotonic: boolean };
  readonly histogram?: { readonly dataPoints: readonly Point[] };
}

export interface OtlpRequest {
  readonly resourceMetrics: readonly [
    {
      readonly resource: { readonly attributes: NonNullable<Point['attributes']> };
      readonly scopeMetrics: readonly [{ readonly scope: { name: string }; readonly metrics: readonly Metric[] }];
    },
  ];
}

/** The metrics of a request by their names. */
export function metricsIn(request: OtlpRequest): ReadonlyMap<string, Metric> {
  return new Map(request.resourceMetrics[0].scopeMetrics[0].metrics.map((metric) => [metric.name, metric]));
}

/** The resource's attributes by their names. */
export function resourceIn(request: OtlpRequest): Record<string, unknown> {
  return Object.fromEntries(
    request.resourceMetrics[0].resource.attributes.map(({ key, value }) => [key, Object.values(value)[0]]),
  );
}
