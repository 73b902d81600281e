/** One sample of Clinic Doctor's; what it left out is null. */
export interface ProcessStat {
  /** Wall clock, ms. */
  readonly timestampMs: number;
  readonly delayMs: number;
  /** 0–1 of a core, all threads. */
  readonly cpu: number | null;
  readonly heapUsedBytes: number | null;
  /** 0–1. */
  readonly loopUtilization: number | null;
}

/** Reads frames of a two-byte length and a protobuf message each. */
export function decodeProcessStat(bytes: Buffer): { samples: ProcessStat[]; isCut: boolean } {
  const samples: ProcessStat[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const length = bytes.readUInt16BE(at);
    if (at + 2 + length > bytes.length) return { samples, isCut: true };
    const fields = fieldsOf(bytes.subarray(at + 2, at + 2 + length));
    const memory = fields.get(4);
    const used = memory instanceof Buffer ? fieldsOf(memory).get(3) : undefined;
    const percent = numberOf(fields.get(6));
    samples.push({
      timestampMs: numberOf(fields.get(1)) ?? 0,
      delayMs: numberOf(fields.get(2)) ?? 0,
      cpu: numberOf(fields.get(3)),
      heapUsedBytes: numberOf(used),
      loopUtilization: percent === null ? null : Math.min(1, Math.max(0, percent / 100)),
    });
    at += 2 + length;
  }
  return { samples: samples.filter(({ timestampMs }) => timestampMs > 0), isCut: at < bytes.length };
}

function numberOf(value: number | Buffer | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The fields of a protobuf message: doubles, varints, and nested bytes; the last of a number counts. */
function fieldsOf(bytes: Buffer): Map<number, number | Buffer> {
  const fields = new Map<number, number | Buffer>();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 1; at < bytes.length; shift *= 128) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value += (byte & 127) * shift;
      if (byte < 128) break;
    }
    return value;
  };
  while (at < bytes.length) {
    const key = varint();
    const field = Math.floor(key / 8);
    const kind = key % 8;
    if (kind === 0) fields.set(field, varint());
    else if (kind === 1 && at + 8 <= bytes.length) {
      fields.set(field, bytes.readDoubleLE(at));
      at += 8;
    } else if (kind === 2) {
      const length = varint();
      fields.set(field, bytes.subarray(at, at + length));
      at += length;
    } else if (kind === 5 && at + 4 <= bytes.length) {
      fields.set(field, bytes.readFloatLE(at));
      at += 4;
    } else break;
  }
  return fields;
}
