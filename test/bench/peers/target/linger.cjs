// Half a second more for a program that ends by itself, for tools that tell of a stall some time after it. A server, which
// is what they are for, would give them that.
const LINGER_MS = 500;

process.once('beforeExit', () => setTimeout(() => {}, LINGER_MS));
