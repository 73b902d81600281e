const state = { users: [] };
for (let id = 0; id < 300_000; id++) state.users.push({ id, name: `user ${id}`, roles: ['reader', 'writer'], at: [id, id] });

exports.snapshot = () => {
  return JSON.stringify(state).length; // <- blame
};
