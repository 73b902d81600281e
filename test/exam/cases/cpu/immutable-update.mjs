// @expect kind=cpu
// @min-ms 75
const initial = Object.fromEntries(Array.from({ length: 1500 }, (_, i) => ['field' + i, i]));

function reducer(state, action) {
  switch (action.type) {
    case 'set':
      return { ...state, [action.key]: action.value }; // <- blame
    default:
      return state;
  }
}

class Store {
  constructor() {
    this.state = initial;
  }
  dispatch(action) {
    this.state = reducer(this.state, action);
  }
}

setTimeout(() => {
  const store = new Store();
  for (let i = 0; i < 1800; i++) store.dispatch({ type: 'set', key: 'field' + (i % 1500), value: i });
  console.log(store.state.field7);
}, 100);
setTimeout(() => {}, 400);
