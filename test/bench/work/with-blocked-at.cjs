// blocked-at as its README starts it, at loopcheck's threshold.
require('blocked-at')(() => {}, { threshold: 50 });
