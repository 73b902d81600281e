// @expect kind=cpu
// @min-ms 75
function Simulation(steps) {
  this.steps = steps;
  this.x = 0.5;
}

Simulation.prototype.run = function (label) {
  for (let i = 0; i < this.steps; i++) { // <- blame
    this.x = 3.9 * this.x * (1 - this.x); // <- blame
    if (this.x < 1e-9) this.x = 0.5; // <- blame
  }
  console.log(label, this.x > 0);
};

const sim = new Simulation(30e6);
setTimeout(sim.run.bind(sim, 'done'), 100);
setTimeout(() => {}, 300);
