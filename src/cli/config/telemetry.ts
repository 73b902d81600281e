import otlpSettings from '../../metrics/otlp-settings.cjs';
import redactions from '../../redaction/redact.cjs';
import { type At, text, texts, within, wrong } from './values.js';

/** An address of HTTP to which metrics can be sent. */
export function address(value: unknown, at: At): string {
  const found = text(value, at);
  if (!otlpSettings.isAddress(found)) {
    throw wrong(at, otlpSettings.withoutSecrets(found), 'an address such as http://localhost:4318');
  }
  return found;
}

/** Regular expressions, one or a list, none of which matches everywhere. */
export function expressions(value: unknown, at: At): readonly string[] {
  const found = texts(value, at);
  const bad = found.findIndex((one) => !redactions.isPattern(one));
  if (bad === -1) return found;
  throw wrong(Array.isArray(value) ? within(at, bad) : at, found[bad], 'a regular expression such as "/home/[^/]+"');
}
