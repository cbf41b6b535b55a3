import type { Table } from './row.ts'

/** The series `when`: t1 a day, t2 its month, t3 from 10 January to 10 February, t4 a second of it, t5 open from March on, t6 open up to the
 *  last day of the year before, t7 the day's last half second, t8 its year. */
const when = (value: string): string => `Observation?code=when&date=${value}`

export const dates: Table = {
  name: 'dates with the range their precision implies',
  source: 'search.html#date',
  rows: [
    [when('2013-01-14'), 't1 t4 t7'],
    [when('2013-01'), 't1 t2 t4 t7'],
    [when('2013'), 't1 t2 t3 t4 t7 t8'],
    [when('eq2013-01'), 't1 t2 t4 t7'],
    [when('ne2013-01'), 't3 t5 t6 t8'],
    [when('gt2013-01-14'), 't2 t3 t5 t8'],
    [when('lt2013-01-14'), 't2 t3 t6 t8'],
    [when('ge2013-01-14'), 't1 t2 t3 t4 t5 t7 t8'],
    [when('le2013-01-14'), 't1 t2 t3 t4 t6 t7 t8'],
    [when('sa2013-01-14'), 't5'],
    [when('eb2013-01-14'), 't6'],
    [when('sa2013-01-09'), 't1 t3 t4 t5 t7'],
    [when('eb2013-02'), 't1 t2 t4 t6 t7'],
    [when('2013-01-14T10:00:00Z'), 't4'],
    [when('2013-01-14T10:00Z'), 't4'],
    [when('2013-01-14T11:00:00%2B01:00'), 't4'],
    [when('2013-01-14T11:00:00Z'), ''],
    [when('gt2013-01-14T10:00:00Z'), 't1 t2 t3 t5 t7 t8'],
    [when('lt2013-01-14T10:00:00Z'), 't1 t2 t3 t6 t8'],
    [when('ge2013-01-14&date=lt2013-01-15'), 't1 t2 t3 t4 t7 t8'],
    [when('2013-01-14,2012'), 't1 t4 t7'],
    [when('2013-01-14,sa2013-02-15'), 't1 t4 t5 t7'],
    [when('ap2013-01-14&date=2013-01-14'), 't1 t4 t7'],
    ['Observation?code=when&date:missing=true', ''],
    ['Patient?birthdate=1980-05-17', 'p1'],
    ['Patient?birthdate=1980-05', 'p1 p2'],
    ['Patient?birthdate=1980', 'p1 p2 p3'],
    ['Patient?birthdate=ne1980-05&birthdate:missing=false', 'p3 p4 p5'],
    ['Patient?birthdate=gt1980-05-17', 'p2 p3 p5'],
    ['Patient?birthdate=lt1980-05-17', 'p2 p3 p4'],
    ['Patient?birthdate=ge1980-05-17', 'p1 p2 p3 p5'],
    ['Patient?birthdate=le1980-05-17', 'p1 p2 p3 p4'],
    ['Patient?birthdate=sa1980-05-17', 'p5'],
    ['Patient?birthdate=eb1980-05-17', 'p4'],
    ['Patient?birthdate=1955-12-31,2001', 'p4 p5'],
    ['Patient?birthdate:missing=true', 'p6'],
    ['Patient?death-date=2024-11', 'p3'],
    ['Patient?death-date=gt2024-12-31', ''],
  ],
}

export const periods: Table = {
  name: 'periods: long, open, none',
  source: 'search.html#date',
  rows: [
    ['Encounter?date=2024-03', 'e1 e1w e3'],
    ['Encounter?date=2024-03-05', 'e3'],
    // Who was there in June? Those who came years before as well.
    ['Encounter?date=ge2024-06-01&date=le2024-06-30', 'e2 e4'],
    ['Encounter?patient=p3&date=ge2024-06-01&date=le2024-06-30', 'e4'],
    ['Encounter?date=gt2024-03-10', 'e2 e4'],
    ['Encounter?date=sa2024-03-31', 'e2'],
    ['Encounter?date=eb2024-03-06', 'e1w e3'],
    ['Encounter?date=lt2024-01-01', 'e4'],
    ['Encounter?date=gt2030-01-01', 'e2'],
    ['Encounter?date:missing=true', 'e5'],
    // The day of 2 March neither holds e1w whole nor does e1w begin before it.
    ['Encounter?date=ge2024-03-02&date=le2024-03-02', 'e1 e4'],
    ['Condition?onset-date=lt2011-01-01', 'c3'],
    ['Condition?onset-date=gt2020-06-30', 'c1 c3'],
    ['Condition?onset-date=2015', ''],
    ['Condition?onset-date=ge2015-01-01&onset-date=le2015-12-31', 'c3'],
    ['Appointment?date=2024-06-01', 'ap1'],
    ['Appointment?date=ge2024-06-01T09:00:00Z&date=lt2024-06-02', 'ap1'],
    ['MedicationRequest?authoredon=gt2024-03-01', 'mr2'],
    ['Observation?value-date=2024-03-04', 'f4'],
  ],
}
