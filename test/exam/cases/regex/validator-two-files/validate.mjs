const rules = [
  { field: 'name', pattern: /^(([a-z])+.)+[A-Z]([a-z])+$/, message: 'bad name' },
  { field: 'age', pattern: /^\d*$/, message: 'bad age' },
];

export function validateUser(user) {
  const errors = [];
  for (const { field, pattern, message } of rules) {
    if (!pattern.test(String(user[field] ?? ''))) { // <- blame
      errors.push(message);
    }
  }
  return errors;
}
