// At most `width` jobs at a time.
async function pool (width, jobs) {
  const results = new Array(jobs.length)
  let next = 0
  const runner = async () => {
    while (next < jobs.length) {
      const mine = next++
      results[mine] = await jobs[mine]()
    }
  }
  await Promise.all(Array.from({ length: width }, runner))
  return results
}

module.exports = pool
