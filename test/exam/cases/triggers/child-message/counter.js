setTimeout(() => process.send({ ready: true }), 600);
