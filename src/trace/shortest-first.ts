/** Things by a length, of which the shortest is at hand: a binary heap. */
export class ShortestFirst<T> {
  private readonly items: T[] = [];

  constructor(private readonly lengthOf: (item: T) => number) {}

  get size(): number {
    return this.items.length;
  }

  get shortest(): T | undefined {
    return this.items[0];
  }

  add(item: T): void {
    const { items } = this;
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.lengthAt(parent) <= this.lengthOf(item)) break;
      items[at] = items[parent] as T;
      at = parent;
    }
    items[at] = item;
  }

  /** Takes the shortest out; undefined where there is none. */
  take(): T | undefined {
    const { items } = this;
    const shortest = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return shortest;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= items.length) break;
      const right = left + 1;
      const child = right < items.length && this.lengthAt(right) < this.lengthAt(left) ? right : left;
      if (this.lengthAt(child) >= this.lengthOf(last)) break;
      items[at] = items[child] as T;
      at = child;
    }
    items[at] = last;
    return shortest;
  }

  private lengthAt(index: number): number {
    return this.lengthOf(this.items[index] as T);
  }
}
