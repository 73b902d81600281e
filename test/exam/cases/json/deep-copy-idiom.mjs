// @expect kind=json api=JSON.parse|JSON.stringify
// @min-ms 75
const deepCopy = (value) => JSON.parse(JSON.stringify(value)); // <- blame

class Store {
  #state = { todos: [] };
  get state() {
    return deepCopy(this.#state);
  }
  async seed(n) {
    while (this.#state.todos.length < n) {
      for (let i = 0; i < 1000; i++) this.#state.todos.push({ id: i, title: 'todo ' + i, done: false, tags: ['x'] });
      await new Promise((r) => setImmediate(r));
    }
  }
}

const store = new Store();
await store.seed(200000);
await new Promise((r) => setTimeout(r, 60));
setTimeout(() => console.log(store.state.todos.length), 10);
setTimeout(() => {}, 300);
