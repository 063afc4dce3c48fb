import { useNavigate } from '@tanstack/react-router'
import { FirstChannel } from './first-channel.tsx'

export default function NewChannelPage() {
  const navigate = useNavigate()
  return <FirstChannel onSaved={({ id }) => navigate({ to: '/studio', search: { channel: id } })} />
}
