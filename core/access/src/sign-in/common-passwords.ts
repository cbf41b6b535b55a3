/** Much used passwords and the words they are made of, of ours and of hospitals. With the ways they are varied (password-rules.ts) this
 *  covers what is guessed first; guessing further is slowed by login-attempts.ts. */
export const commonPasswords: readonly string[] = [
  'password', 'passwort', 'passw0rt', 'kennwort', 'geheim', 'geheimnis', 'secret', 'welcome', 'willkommen', 'letmein', 'changeme', 'bittewechseln',
  'iloveyou', 'ichliebedich', 'qwertz', 'qwerty', 'qwertzuiop', 'qwertyuiop', 'asdfghjkl', 'yxcvbnm', 'zxcvbnm', '1q2w3e4r', '1q2w3e4r5t6z',
  '123456', '12345678', '123456789', '1234567890', '123456789012', '0123456789', '987654321', '111111', '000000', '123123', '654321', '112233',
  'admin', 'administrator', 'root', 'master', 'testtest', 'test1234', 'default', 'initial', 'start123', 'startpasswort', 'hallo', 'hallo123', 'hello',
  'sommer', 'winter', 'fruehling', 'herbst', 'summer', 'spring', 'autumn', 'januar', 'februar', 'dezember', 'montag', 'freitag',
  'fussball', 'football', 'baseball', 'dragon', 'monkey', 'sunshine', 'princess', 'prinzessin', 'schatz', 'schatzi', 'superman', 'batman', 'starwars',
  'deutschland', 'bayern', 'berlin', 'hamburg', 'muenchen', 'stuttgart', 'schalke04', 'borussia', 'michael', 'daniel', 'andreas', 'thomas', 'sabine',
  'krankenhaus', 'klinikum', 'klinik', 'hospital', 'patient', 'patienten', 'station', 'pflege', 'arzt', 'doktor', 'doctor', 'medizin', 'charite',
  'steckwerk', 'leitstand', 'correcthorsebatterystaple', 'trustno1', 'abc123', 'abcd1234', 'password123', 'passwort123', 'p@ssw0rd', 'computer', 'internet',
]
