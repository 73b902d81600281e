/**
 * Loads the probe's own files. Node's search for a module (its folder's package, links, endings) costs more than to
 * compile one: for the probe's sixty files 8 of 64 ms of CPU at the start of each process. Nothing is left in
 * `require.cache`, where the target shall find only its own.
 */
import fs = require('node:fs');
import path = require('node:path');
import vm = require('node:vm');

// Kept as they are now: the probe wraps some of them itself.
const { readFileSync } = fs;
const { dirname, join } = path;
const { compileFunction } = vm;

const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'];

type Require = typeof require;
type Body = (exports: unknown, require: Require, module: { exports: unknown }, file: string, folder: string) => void;

/** A `require` for the files of a folder; what does not begin with a dot goes to `outer`, which is Node's. */
function requireFrom(folder: string, outer: Require): Require {
  const loaded = new Map<string, { exports: unknown }>();

  function load(file: string): unknown {
    const known = loaded.get(file);
    if (known !== undefined) return known.exports;
    const made = { exports: {} as unknown };
    loaded.set(file, made);
    const body = compileFunction(readFileSync(file, 'utf8'), PARAMETERS, { filename: file }) as Body;
    body(made.exports, within(dirname(file)), made, file, dirname(file));
    return made.exports;
  }

  function within(own: string): Require {
    const find = (id: string): unknown => (id.startsWith('.') ? load(join(own, id)) : outer(id));
    return Object.assign(find, { cache: outer.cache }) as Require;
  }

  return within(folder);
}

export = { requireFrom };
