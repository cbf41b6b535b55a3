import { Trans } from '@lingui/react/macro'
import type { ShownActor } from '../../../client/directory.ts'
import { Card, Item } from '../../../shell/calm.tsx'
import calm from '../../../shell/calm.module.css'

/** People who agreed to be shown. */
export function ContactList({ contacts }: { contacts: ShownActor['contacts'] }) {
  return (
    <Card title={<Trans>Ansprechpersonen</Trans>} icon="people">
      <ul className={calm['list']}>
        {contacts.map(({ name, role, mail, phone }) => (
          <li key={`${name} ${role}`}>
            <Item name={name}>
              <span>{role}</span>
              {mail !== '' && <a href={`mailto:${mail}`}>{mail}</a>}
              {phone !== '' && <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</a>}
            </Item>
          </li>
        ))}
      </ul>
    </Card>
  )
}
