/**
 * Follows promises through V8's promise hooks. They cost a tenth of what async_hooks does (see docs/measurements.md),
 * and change nothing that the target can see. What runs for every promise is short; stacks are taken within a budget.
 */
import v8 = require('node:v8');

import budgets = require('./budget.cjs');
import floats = require('./floating.cjs');
import links = require('./link.cjs');
import placeBooks = require('./places.cjs');
import suspensions = require('./awaits.cjs');
import crowds = require('./crowd-turns.cjs');

type Link = InstanceType<typeof links.Link>;

const { ROLE, Link } = links;
const { KIND } = placeBooks;
const { CLOCK_EVERY } = crowds;

/** Promises of this turn that nobody has taken up yet and whose place was not taken; more are let pass. */
const MAX_FRESH = 32;
/** Async functions of this turn, the latest, among which a call's caller is looked for. */
const MAX_RUNNING = 64;
/** Share of the time for places of promises, and for the functions of those that nobody took up. */
const PLACES_SHARE = 0.2;
/** ... in a crowd, which costs enough by itself. */
const CROWD_PLACES_SHARE = 0.025;
const PLACES_BURST_MS = 60;
const SUSPECTS_SHARE = 0.01;
const SUSPECTS_BURST_MS = 10;
/** Unhandled rejections come at the end of the turn: who settled since the last look, at most. */
const MAX_LATE = 64;
const COMBINATORS = new Set(['race', 'all', 'any', 'allSettled']);

/** By the method alone: what V8 puts before it (`Function.race`, `Promise.race`) differs. */
function isCombinator(builtin: string): boolean {
  return COMBINATORS.has(builtin.slice(builtin.lastIndexOf('.') + 1));
}

/** Where Node makes the promise of an ES module that runs. */
const MODULE_JOBS = 'node:internal/modules/esm/';

type Places = ReturnType<typeof placeBooks.makePlaces>;

interface FollowDeps {
  readonly places: Places;
  readonly nowMs: () => number;
  /** CPU time of the thread so far. */
  readonly cpuNs: () => number;
  /** Called every few thousand promise jobs. */
  readonly onJobs: (nowMs: number) => void;
  /** Called with the place of an await or a derived promise that was taken. */
  readonly onPlaced: (stack: number) => void;
  /** The hooks were taken down because of a fault of their own. */
  readonly onFail: (error: unknown) => void;
}

interface Follower {
  readonly floating: ReturnType<typeof floats.makeFloating>;
  readonly awaits: ReturnType<typeof suspensions.makeAwaits>;
  readonly promises: number;
  readonly jobs: number;
  /** Jobs while all was followed. */
  readonly followedJobs: number;
  readonly placed: number;
  readonly sampled: boolean;
  /** For some of the time nothing but the jobs was followed: a reaction may have been missed. */
  readonly hasGaps: boolean;
  readonly spentMs: number;
  /** To be called now and then, from outside of promise jobs. */
  rest(nowMs: number): void;
  /** A rejection that nobody heard of has come up. Returns the stack at which its promise was made, 0 if unknown. */
  unhandled(): number;
  stop(): void;
}

/** A map whose methods the target can't replace. */
function privateMap(): WeakMap<object, Link> {
  const map = new WeakMap<object, Link>();
  const { get, set } = WeakMap.prototype;
  Object.defineProperties(map, { get: { value: get }, set: { value: set } });
  return map;
}

function followPromises({ places, nowMs, cpuNs, onJobs, onPlaced, onFail }: FollowDeps): Follower {
  const known = privateMap();
  const { taken } = places;
  const budget = budgets.makeBudget(PLACES_SHARE, PLACES_BURST_MS, cpuNs);
  const suspectBudget = budgets.makeBudget(SUSPECTS_SHARE, SUSPECTS_BURST_MS, cpuNs);
  const floating = floats.makeFloating();
  const awaits = suspensions.makeAwaits();

  let promises = 0;
  let jobs = 0;
  let placed = 0;
  /** The async function that the present promise job goes on with. */
  let current: Link | null = null;
  let lastCombinator: Link | null = null;
  /** The latest promise that Node's loader, or nobody, made: that of the module that runs next in this turn. */
  let moduleLink: Link | null = null;
  /** The promise whose resolution with another promise is the present job. */
  let resolving: Link | null = null;
  /** The promise of the present job. */
  let job: object | undefined;
  /** The latest promise with a parent, and the parent that it may have taken up: see `settled`. */
  let child: object | undefined;
  let childLink: Link | null = null;
  let parentFresh: object | undefined;
  let parentLink: Link | null = null;
  const fresh = new Array<object | undefined>(MAX_FRESH).fill(undefined);
  let freshCount = 0;
  let freshLost = false;
  const running = new Array<Link | null>(MAX_RUNNING).fill(null);
  let runningCount = 0;
  let late: Link[] = [];

  /** The async function of this turn that a frame belongs to, by its name and the stack below it. */
  function ownerAt(site: number, below: number): Link | null {
    const name = places.nameOf(site);
    for (let i = runningCount - 1, left = MAX_RUNNING; i >= 0 && left > 0; i--, left--) {
      const link = running[i % MAX_RUNNING] as Link;
      if (link.below === below && places.nameOf(link.site) === name) return link;
    }
    return name === '' && moduleLink?.epoch === jobs ? moduleLink : null;
  }

  function newLink(role: number): Link {
    const link = new Link(role);
    const fromMs = nowMs();
    link.stack = places.take(init);
    link.site = taken.topSite;
    link.below = taken.below;
    link.epoch = jobs;
    link.atMs = fromMs;
    placed++;
    budget.spend(fromMs, nowMs());
    return link;
  }

  /** A promise made by a call. */
  function made(promise: object): void {
    const link = newLink(ROLE.MADE);
    known.set(promise, link);
    if (taken.depth === 0) {
      if (link.site === 0 || places.urlOf(link.site).startsWith(MODULE_JOBS)) moduleLink = link;
      return;
    }
    if (taken.topKind === KIND.BUILTIN) {
      if (isCombinator(taken.builtin)) lastCombinator = link;
      return;
    }
    if (taken.topKind !== KIND.APP) return;
    if (taken.caller !== 0) {
      // The outermost frame of a promise job is the function that goes on; any other began in this very turn.
      link.owner = taken.depth === 2 && current !== null ? current : ownerAt(taken.caller, taken.callerBelow);
      floating.called(link, taken.caller, link.stack);
    }
    running[runningCount++ % MAX_RUNNING] = link;
  }

  /** A promise that waits for `parent`: an await's, or one that was derived. */
  function reaction(promise: object, on: Link | null): void {
    const link = newLink(ROLE.AWAIT);
    link.on = on;
    known.set(promise, link);
    if (taken.topKind === KIND.BUILTIN) {
      link.role = ROLE.DERIVED;
      if (isCombinator(taken.builtin)) link.combinator = lastCombinator;
    } else if (taken.depth === 0) {
      link.role = ROLE.DERIVED;
      link.next = resolving;
    } else {
      link.owner = taken.depth === 1 && current !== null ? current : ownerAt(link.site, link.below);
      if (taken.topKind === KIND.APP) awaits.suspended(link);
      onPlaced(link.stack);
    }
    childLink = link;
  }

  /** The latest child does wait for its parent: somebody has taken it up. */
  function confirm(): void {
    const on = parentLink;
    if (on === null) return;
    parentLink = null;
    if (on.role === ROLE.SUSPECT) on.settled = true;
    floating.takenUp(on);
    on.next ??= childLink;
  }

  /**
   * A child that is settled as soon as it is made wraps a value that is no promise (`await 5`). V8 names the function's
   * own promise as its parent, which has not been taken up by that.
   */
  function wrapped(): void {
    parentLink = null;
    if (parentFresh !== undefined && freshCount < MAX_FRESH) fresh[freshCount++] = parentFresh;
    parentFresh = undefined;
    if (childLink === null) return;
    awaits.dropped(childLink);
    childLink.role = ROLE.MADE;
    childLink.settled = true;
  }

  /** `parent` is taken up: it is no longer among the fresh ones. */
  function takeFresh(parent: object): void {
    for (let i = freshCount - 2; i >= 0; i--) {
      if (fresh[i] !== parent) continue;
      freshCount--;
      fresh[i] = fresh[freshCount];
      fresh[freshCount] = undefined;
      parentFresh = parent;
      return;
    }
  }

  /** The turn is over: who is still fresh has been left behind, if only for now. */
  function endFresh(): void {
    for (let i = 0; i < freshCount; i++) {
      const promise = fresh[i] as object;
      fresh[i] = undefined;
      if (!freshLost) known.set(promise, new Link(ROLE.SUSPECT));
    }
    freshCount = 0;
    freshLost = false;
  }

  function onInit(promise: object, parent: object | undefined): void {
    promises++;
    if (parentLink !== null) confirm();
    if (parent === undefined) {
      if (budget.gap === 0) made(promise);
      else {
        budget.gap--;
        if (freshCount < MAX_FRESH) fresh[freshCount++] = promise;
        else freshLost = true;
      }
      return;
    }
    // Who is fresh is not known, nor is a child that was let pass: most promises are not looked up.
    const isNew = parent === child && childLink === null;
    child = promise;
    childLink = null;
    parentFresh = undefined;
    if (freshCount > 0 && !isNew) {
      if (fresh[freshCount - 1] === parent) {
        fresh[--freshCount] = undefined;
        parentFresh = parent;
      } else takeFresh(parent);
    }
    const on = isNew || parentFresh !== undefined ? undefined : known.get(parent);
    if (on !== undefined) {
      reaction(promise, on);
      parentLink = on;
    } else if (budget.gap === 0) reaction(promise, null);
    else budget.gap--;
  }

  function onBefore(promise: object): void {
    jobs++;
    if (parentLink !== null) confirm();
    if ((jobs & CLOCK_EVERY) === 0) lookAtClock(nowMs());
    if (freshCount > 0) endFresh();
    const link = known.get(promise);
    current = resolving = null;
    job = promise;
    if (link === undefined) return;
    if (link.role === ROLE.AWAIT) {
      awaits.resumed(link);
      current = link.owner;
    } else if (link.role === ROLE.MADE) resolving = link;
  }

  /** The function of a promise that nobody took up has come to its end: now it can be told which it was. */
  function endOf(link: Link): void {
    if (link.settled) return;
    link.settled = true;
    if (suspectBudget.gap > 0) {
      suspectBudget.gap--;
      return;
    }
    const fromMs = nowMs();
    const stack = places.take(settled);
    suspectBudget.spend(fromMs, nowMs());
    if (stack !== 0 && taken.topKind === KIND.APP) floating.ended(link, taken.topSite, stack);
  }

  function onSettled(promise: object): void {
    if (promise === child) {
      wrapped();
      return;
    }
    // The end of an await or of a derived promise, which nobody asks for.
    if (promise === job && resolving === null) {
      current = null;
      return;
    }
    const link = known.get(promise);
    if (link === undefined) return;
    if (link.role === ROLE.SUSPECT) {
      endOf(link);
      return;
    }
    floating.settled(link, jobs);
    if (link.next === null && link.role === ROLE.MADE) {
      if (late.length >= MAX_LATE) late = late.slice(MAX_LATE / 2);
      late.push(link);
    }
  }

  /**
   * What V8 calls. A look at the thread may come in the middle of any of these, and makes promises of its own: those are
   * left out. A fault of the probe's own must not become the target's.
   */
  let isBusy = false;
  function init(promise: object, parent: object | undefined): void {
    if (isBusy) return;
    isBusy = true;
    try {
      onInit(promise, parent);
    } catch (error) {
      fail(error);
    }
    isBusy = false;
  }
  function before(promise: object): void {
    if (isBusy) return;
    isBusy = true;
    try {
      onBefore(promise);
    } catch (error) {
      fail(error);
    }
    isBusy = false;
  }
  function settled(promise: object): void {
    if (isBusy) return;
    isBusy = true;
    try {
      onSettled(promise);
    } catch (error) {
      fail(error);
    }
    isBusy = false;
  }

  function fail(error: unknown): void {
    stop();
    onFail(error);
  }

  type Hooks = Parameters<typeof v8.promiseHooks.createHook>[0];
  const { createHook } = v8.promiseHooks;
  /** V8 calls these with the promise, and `init` with its parent; the types say otherwise. */
  const hang = (hooks: object) => createHook(hooks as Hooks) as unknown as () => void;
  let stop = hang({ init, before, settled });
  const turns = crowds.makeTurns(cpuNs, (isOff) => {
    stop();
    if (isOff) {
      // In the gap nobody sees who takes these up.
      freshCount = 0;
      child = undefined;
    }
    stop = hang(isOff ? { before, settled } : { init, before, settled });
  });

  function lookAtClock(atMs: number): void {
    onJobs(atMs);
    budget.share = turns.look(jobs) ? CROWD_PLACES_SHARE : PLACES_SHARE;
  }

  return {
    floating,
    awaits,
    get promises() {
      return promises;
    },
    get jobs() {
      return jobs;
    },
    get placed() {
      return placed;
    },
    get sampled() {
      return budget.sampled;
    },
    get followedJobs() {
      return turns.followed(jobs);
    },
    get hasGaps() {
      return turns.hasGaps;
    },
    get spentMs() {
      return budget.spentMs + suspectBudget.spentMs;
    },
    rest(atMs) {
      // Should V8 have ended what ran in the middle of a hook.
      isBusy = false;
      if (parentLink !== null) confirm();
      child = undefined;
      if (freshCount > 0) endFresh();
      late = [];
      if (turns.rest(jobs)) budget.share = PLACES_SHARE;
      budget.refill(atMs);
      suspectBudget.refill(atMs);
    },
    unhandled() {
      if (parentLink !== null) confirm();
      const link = late.findLast((one) => one.next === null);
      if (link === undefined) return 0;
      late = late.filter((one) => one !== link);
      floating.rejected(link);
      return link.stack;
    },
    stop: () => stop(),
  };
}

export = { followPromises };
