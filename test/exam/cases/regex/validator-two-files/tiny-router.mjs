export default function express() {
  const routes = new Map();
  return {
    post: (path, handler) => routes.set(path, handler),
    handle: (path, body) => routes.get(path)({ path, body }),
  };
}
