import { createHash } from 'node:crypto';
import { tellScope } from '../../gate/scope.js';
import type { Remark } from './remark.js';
import { repoPath } from './repo-path.js';

/**
 * A name for each remark that stays the same when its line moves, in the order of `remarks`: from its rule and its
 * culprit, else from its file and function. Those that would share one are told apart by their order.
 */
export function fingerprints(remarks: readonly Remark[], root: string): readonly string[] {
  const seen = new Map<string, number>();
  return remarks.map((remark) => {
    const key = keyOf(remark, root);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return createHash('sha256')
      .update(before === 0 ? key : `${key}\n${before}`)
      .digest('hex')
      .slice(0, 32);
  });
}

function keyOf({ rule, budget, culprit, location }: Remark, root: string): string {
  // A budget stays the same problem whoever breaks it.
  if (budget !== null) return `${rule}\n${tellScope(budget.scope ?? {})}`;
  if (culprit !== null) return `${rule}\n${culprit.fingerprint}`;
  if (location === null) return rule;
  return `${rule}\n${repoPath(location.file, root) ?? location.file}\n${location.function}`;
}
