// @expect kind=cpu
// @min-ms 75
setTimeout(() => {
  class Tables {
    static crc = new Uint32Array(256);
    static {
      for (let round = 0; round < 60000; round++) { // <- blame
        for (let n = 0; n < 256; n++) { // <- blame
          let c = n; // <- blame
          for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; // <- blame
          this.crc[n] = c >>> 0; // <- blame
        }
      }
    }
  }
  console.log(Tables.crc[255]);
}, 100);
setTimeout(() => {}, 400);
