/** The monitor's thread begins here. */
import modules = require('./modules.cjs');

modules.requireFrom(__dirname, require)('./watch.cjs');
