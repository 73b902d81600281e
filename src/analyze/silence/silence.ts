import { basename } from 'node:path';
import type { Finding, SuppressedFinding } from '../diagnosis.js';
import type { SourceBook } from '../source/source-book.js';
import { type AllowEntry, allow } from './allow.js';
import { type IgnoreComment, ignoreComments } from './comments.js';
import { isCalled, isKnownId } from './names.js';

/** The user's allowlist, and the day on which it is asked. */
export interface AllowList {
  readonly entries: readonly AllowEntry[];
  /** `2026-12-31`. */
  readonly today: string;
}

/** The findings that are told, those that are not, and what is wrong with the silencing, a sentence each. */
export interface Silenced {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly notices: readonly string[];
}

function placeOf({ file, line }: IgnoreComment): string {
  return `${basename(file)}:${line}`;
}

function isAt({ location }: Finding, { file, covers }: IgnoreComment): boolean {
  return location?.file === file && location.line === covers;
}

/** What is wrong with a comment, by the findings that are left; empty where nothing is. */
function complaints(comment: IgnoreComment, left: readonly Finding[]): string[] {
  const place = placeOf(comment);
  const unknown = comment.ids.filter((id) => !isKnownId(id));
  if (comment.ids.length === 0) return [`${place}: loopcheck-ignore names no finding, so it silences nothing.`];
  const sentences = unknown.map(
    (id) => `${place}: loopcheck-ignore names ${id}, which is no finding; loopcheck explain lists them.`,
  );
  if (comment.reason === null) {
    sentences.push(`${place}: loopcheck-ignore gives no reason, so it silences nothing: end it with -- and why.`);
  }
  const here = left.filter((finding) => isAt(finding, comment));
  const other = here.filter((finding) => !comment.ids.some((id) => isCalled(finding, id)));
  if (unknown.length === 0 && here.length > 0 && other.length === here.length) {
    sentences.push(`${place}: loopcheck-ignore names ${comment.ids.join(', ')}, but here is ${other[0]?.id}.`);
  }
  return sentences;
}

function byComments(findings: readonly Finding[], comments: readonly IgnoreComment[]): SuppressedFinding[] {
  return findings.flatMap((finding): SuppressedFinding[] => {
    const found = comments.find(
      (comment) => comment.reason !== null && isAt(finding, comment) && comment.ids.some((id) => isCalled(finding, id)),
    );
    return found?.reason == null ? [] : [{ ...finding, by: 'comment', reason: found.reason, expires: null }];
  });
}

/** `fake-async` only stands beside a finding of the same stalls: with all of those silenced it has nothing to say. */
function companions(findings: readonly Finding[], silenced: readonly SuppressedFinding[]): SuppressedFinding[] {
  return findings.flatMap((finding): SuppressedFinding[] => {
    if (finding.id !== 'fake-async') return [];
    const causes = finding.stallIds.map((id) => silenced.find(({ stallIds }) => stallIds.includes(id)));
    const [first] = causes;
    if (first === undefined || causes.includes(undefined)) return [];
    return [{ ...finding, by: first.by, reason: first.reason, expires: first.expires }];
  });
}

function without(findings: readonly Finding[], silenced: readonly SuppressedFinding[]): Finding[] {
  const gone = new Set(silenced.map(({ id, location, stallIds }) => JSON.stringify([id, location, stallIds])));
  return findings.filter(({ id, location, stallIds }) => !gone.has(JSON.stringify([id, location, stallIds])));
}

function entryName({ id, file }: AllowEntry): string {
  return `The allowlist's entry for ${id} in ${file}`;
}

/**
 * Silences what the user says is deliberate: by a comment in the source that the trace holds, or by the allowlist. `cwd`
 * is the target's folder.
 */
export function silence(
  found: readonly Finding[],
  books: readonly SourceBook[],
  list: AllowList | null,
  cwd: string,
): Silenced {
  const comments = books.flatMap(ignoreComments);
  const commented = byComments(found, comments);
  const allowed = allow(found, list?.entries ?? [], list?.today ?? '', cwd);
  const listed = allowed.silenced
    .filter(({ finding }) => without([finding], commented).length > 0)
    .map(({ finding, entry }): SuppressedFinding => {
      return { ...finding, by: 'allowlist', reason: entry.reason, expires: entry.expires ?? null };
    });
  const direct = [...commented, ...listed];
  const suppressed = [...direct, ...companions(without(found, direct), direct)];
  const left = without(found, suppressed);
  return {
    findings: left,
    suppressed,
    notices: [
      ...new Set(comments.flatMap((comment) => complaints(comment, left))),
      ...allowed.expired.map(
        (entry) => `${entryName(entry)} expired on ${entry.expires}: it silences nothing any more.`,
      ),
      ...allowed.unused.map((entry) => `${entryName(entry)} fits nothing that was found in this run.`),
    ],
  };
}
