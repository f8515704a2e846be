"""Message brokers: NATS JetStream, RabbitMQ, Kafka and Redis streams behind one interface."""
