exports.render = (text) => `<p>${text}</p>`;
